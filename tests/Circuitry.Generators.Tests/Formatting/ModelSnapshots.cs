namespace Circuitry.Generators.Tests;

/// <summary>Everything emitted for models that between them have every part there is. Each compiles without a warning.</summary>
public sealed class ModelSnapshots
{
    [Fact]
    public void Gpt2() => Verify("gpt2/config.json", Configs.Gpt2);

    [Fact]
    public void Llama_with_grouped_heads_and_scaled_rotation() => Verify("llama/config.json", Configs.Llama);

    [Fact]
    public void GptNeoX_with_parallel_blocks() => Verify("pythia/config.json", Configs.GptNeoX);

    [Fact]
    public void Qwen2() => Verify("qwen2/config.json", Configs.Qwen2);

    [Fact]
    public void TransformerLens_bidirectional_without_norm() => Verify("tracr/config.json", Configs.TransformerLens);

    [Fact]
    public void Attention_only_spelt_out() =>
        Verify(
            Project.Of(
                """
                /// <summary>A model.</summary>
                [Transformer(Layers = 2, Heads = 4, ModelWidth = 64, Context = 32, Vocabulary = 113, Normalization = Normalization.LayerNormPre)]
                public sealed partial class Model;
                """
            )
        );

    [Fact]
    public void Biases_that_a_declaration_rules_out_beside_a_configuration_are_not_in_the_architecture()
    {
        var constants = Project
            .Of(
                """
                [Transformer("tracr/config.json", QueryKeyValueBias = false, AttentionOutputBias = false, UnembedBias = false)]
                public sealed partial class Model;
                """,
                Configs.TransformerLens
            )
            .Generate()
            .CompilesCleanly()
            .Files.Single(file => file.Key.EndsWith("Constants.g.cs", StringComparison.Ordinal));

        Assert.Contains("QueryKeyValueBias = false", constants.Value, StringComparison.Ordinal);
        Assert.Contains("OutputBias = false", constants.Value, StringComparison.Ordinal);
        Assert.Contains("Bias = true", constants.Value, StringComparison.Ordinal);
        Assert.Contains("Bias = false", constants.Value, StringComparison.Ordinal);
    }

    private static void Verify(
        string named,
        (string Path, string Text) config,
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    ) =>
        Verify(
            Project.Of(
                $"""
                /// <summary>A model.</summary>
                [Transformer("{named}")]
                public sealed partial class Model;
                """,
                config
            ),
            test
        );

    private static void Verify(Project project, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Snapshot.MatchAll(project.Generate().CompilesCleanly().Files, method: test);
}
