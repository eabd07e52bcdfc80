namespace Circuitry.Generators.Tests;

/// <summary>Everything emitted for an experiment, at each granularity. Each compiles without a warning.</summary>
public sealed class ExperimentSnapshots
{
    [Fact]
    public void Edges() => Verify("Granularity.Edge", Configs.GptNeoX, "pythia/config.json");

    [Fact]
    public void Edges_under_a_distance_from_the_full_model() =>
        Verify("Granularity.Edge", Configs.Gpt2, "gpt2/config.json", "KlDivergence", "Zero");

    [Fact]
    public void Edges_with_merged_inputs_of_grouped_heads() =>
        Verify("Granularity.Edge, SplitQueryKeyValue = false", Configs.Llama, "llama/config.json");

    [Fact]
    public void Edges_with_split_embedding() =>
        Verify("Granularity.Edge, SplitEmbedding = true", Configs.TransformerLens, "tracr/config.json");

    [Fact]
    public void Edges_split_by_position() =>
        Verify(
            "Granularity.Edge, SplitPositions = true",
            Configs.Gpt2,
            "gpt2/config.json",
            prompts: Experiments.GroupedPairs
        );

    [Fact]
    public void Nodes() => Verify("Granularity.Node", Configs.Gpt2, "gpt2/config.json");

    [Fact]
    public void Neurons_split_by_position() =>
        Verify(
            "Granularity.Neuron, SplitPositions = true",
            Configs.Gpt2,
            "gpt2/config.json",
            prompts: Experiments.GroupedPairs
        );

    private static void Verify(
        string granularity,
        (string Path, string Text) config,
        string named,
        string metric = nameof(LogitDifference),
        string ablation = nameof(Ablation.Interchange),
        string prompts = Experiments.Pairs,
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    )
    {
        var files = Project
            .Of(
                $"""
                /// <summary>A model.</summary>
                [Transformer("{named}")]
                public sealed partial class Model;

                {prompts}
                /// <summary>A study.</summary>
                [Experiment, Model<Model>, Dataset<Pairs>(Size = 10, Seed = 1), Corruption(Ablation.{ablation})]
                [Metric<{metric}>, Granularity({granularity})]
                public sealed partial class Discovery;
                """,
                config
            )
            .Generate()
            .CompilesCleanly()
            .Files.Where(file => file.Key.Contains("Discovery", StringComparison.Ordinal));
        Snapshot.MatchAll(new Dictionary<string, string>(files), method: test);
    }
}
