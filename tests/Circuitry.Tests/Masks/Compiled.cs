using Circuitry.Rasp;

namespace Circuitry.Tests.Masks;

[Transformer(
    Layers = 4,
    Heads = 1,
    ModelWidth = 41,
    HeadWidth = 6,
    MlpWidth = 30,
    Context = 6,
    Vocabulary = 5,
    OutputVocabulary = 3,
    Normalization = Normalization.None,
    Causal = false
)]
public sealed partial class ReverseModel;

[Transformer(
    Layers = 2,
    Heads = 1,
    ModelWidth = 14,
    HeadWidth = 6,
    MlpWidth = 1,
    Context = 6,
    Vocabulary = 6,
    OutputVocabulary = 1,
    Normalization = Normalization.None,
    Causal = false
)]
public sealed partial class ProportionModel;

[Experiment, Model<ReverseModel>, Dataset<Orders>, Corruption(Ablation.Zero), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class Reverse;

[Experiment, Model<ProportionModel>, Dataset<Letters>, Corruption(Ablation.Zero), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class Proportion;

/// <summary>Every order of the tokens that Reverse knows.</summary>
public sealed class Orders : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        Compiled.Pairs(
            RaspPrograms.Reverse,
            [
                ["1", "2", "3"],
                ["1", "3", "2"],
                ["2", "1", "3"],
                ["2", "3", "1"],
                ["3", "1", "2"],
                ["3", "2", "1"],
            ]
        );
}

/// <summary>Sequences of four letters, drawn without a pattern.</summary>
public sealed class Letters : IDataset
{
    public PromptPairs Make(DatasetRequest request)
    {
        var random = new Random(1);
        return Compiled.Pairs(
            RaspPrograms.Proportion,
            [.. Enumerable.Range(0, 24).Select(_ => random.GetItems(["w", "x", "y", "z"], 4))]
        );
    }
}

/// <summary>Experiments on programs compiled to weights, whose circuit is known.</summary>
internal static class Compiled
{
    public static GraphExperiment Reverse() =>
        Masks.Reverse.From(ReverseModel.From(Weights(RaspPrograms.Reverse, ReverseModel.Declared)));

    public static GraphExperiment Proportion() =>
        Masks.Proportion.From(ProportionModel.From(Weights(RaspPrograms.Proportion, ProportionModel.Declared)));

    /// <summary>The names of the edges that the weights alone call for.</summary>
    public static IReadOnlySet<string> Structural(RaspProgram program)
    {
        using var compiled = program.Compile();
        return StructuralCircuit.Of(compiled).Select(edge => $"{edge.Writer}->{edge.Reader}").ToHashSet();
    }

    public static PromptPairs Pairs(RaspProgram program, IReadOnlyList<string[]> sequences)
    {
        using var compiled = program.Compile();
        int[][] prompts = [.. sequences.Select(sequence => compiled.Encode(sequence).Select(id => (int)id).ToArray())];
        return PromptPairs.Of(
            prompts.Select(
                (clean, index) =>
                    new PromptPair
                    {
                        Clean = clean,
                        Corrupted = prompts[(index + 1) % prompts.Length],
                        AnswerPositions = [.. Enumerable.Range(1, clean.Length - 1)],
                    }
            )
        );
    }

    private static TransformerWeights Weights(RaspProgram program, Architecture architecture)
    {
        using var compiled = program.Compile();
        using var source = new InMemoryTensorSource(program.Name, compiled.Weights);
        return TransformerWeights.FromSource(source, architecture);
    }
}
