using static TorchSharp.torch;

namespace Circuitry.Conformance;

[Transformer(
    Layers = 2,
    Heads = 3,
    ModelWidth = 24,
    HeadWidth = 8,
    MlpWidth = 32,
    Context = 8,
    Vocabulary = 11,
    Positions = PositionEmbedding.Rotary,
    RotaryWidth = 4,
    ParallelBlock = true
)]
public sealed partial class ParallelBlocks;

[Transformer(Layers = 2, Heads = 4, KeyValueHeads = 2, ModelWidth = 16, HeadWidth = 8, Context = 8, Vocabulary = 11)]
public sealed partial class HeadsAlone;

[Experiment, Model<ParallelBlocks>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class ParallelEdges;

[Experiment, Model<ParallelBlocks>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Node)]
public sealed partial class ParallelNodes;

[Experiment, Model<HeadsAlone>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class HeadsAloneEdges;

[Experiment, Model<HeadsAlone>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class HeadsAloneMergedEdges;

/// <summary>Experiments on drawn weights, of architectures that no real model here has.</summary>
internal static class Drawn
{
    /// <summary>All of them, in float64; the caller's.</summary>
    public static IEnumerable<GraphExperiment> All()
    {
        yield return ParallelEdges.From(ParallelBlocks.From(Weights(ParallelBlocks.Declared)), Prompts());
        yield return ParallelNodes.From(ParallelBlocks.From(Weights(ParallelBlocks.Declared)), Prompts());
        yield return HeadsAloneEdges.From(HeadsAlone.From(Weights(HeadsAlone.Declared)), Prompts());
        yield return HeadsAloneMergedEdges.From(HeadsAlone.From(Weights(HeadsAlone.Declared)), Prompts());
    }

    /// <summary>All that are split by position, in float64; the caller's.</summary>
    public static IEnumerable<GraphExperiment> SplitByPosition()
    {
        yield return ParallelPositionEdges.From(
            ParallelBlocks.From(Weights(ParallelBlocks.Declared)),
            Grouped.ByPlace(Prompts())
        );
        yield return ParallelPositionNodes.From(
            ParallelBlocks.From(Weights(ParallelBlocks.Declared)),
            Grouped.ByPlace(Prompts())
        );
        yield return HeadsAloneByPosition(null);
        yield return HeadsAloneMergedPositionEdges.From(
            HeadsAlone.From(Weights(HeadsAlone.Declared)),
            Grouped.ByPlace(Prompts())
        );
    }

    /// <summary>Heads alone split by position, on all prompts or on some; the caller's.</summary>
    public static GraphExperiment HeadsAloneByPosition(PromptPairs? prompts) =>
        HeadsAlonePositionEdges.From(
            HeadsAlone.From(Weights(HeadsAlone.Declared)),
            prompts ?? Grouped.ByPlace(Prompts())
        );

    /// <summary>The prompts of those.</summary>
    public static IReadOnlyList<PromptPair> HeadsAlonePairs() => Grouped.ByPlace(Prompts()).Pairs;

    /// <summary>Experiments beside the same split by position; the caller's.</summary>
    public static IEnumerable<(GraphExperiment Whole, GraphExperiment Parts)> WholeAndSplitByPosition() =>
        All().Zip(SplitByPosition());

    /// <summary>Experiments beside the same with every position in one group; the caller's.</summary>
    public static IEnumerable<(GraphExperiment Whole, GraphExperiment Parts)> WholeAndOneGroup()
    {
        yield return (
            ParallelEdges.From(ParallelBlocks.From(Weights(ParallelBlocks.Declared)), Prompts()),
            ParallelOneGroupEdges.From(
                ParallelBlocks.From(Weights(ParallelBlocks.Declared)),
                Grouped.Together(Prompts())
            )
        );
        yield return (
            ParallelNodes.From(ParallelBlocks.From(Weights(ParallelBlocks.Declared)), Prompts()),
            ParallelOneGroupNodes.From(
                ParallelBlocks.From(Weights(ParallelBlocks.Declared)),
                Grouped.Together(Prompts())
            )
        );
    }

    // Drawn weights are small; larger ones, and biases that are not zero, leave less to chance.
    private static TransformerWeights Weights(Architecture architecture)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var weights = TransformerWeights.Random(architecture, seed: 5, float64);
        foreach (var tensor in weights.Tensors)
        {
            var noise = Ops.Add(Ops.Range(tensor.numel(), float64), 1).sin().view(tensor.shape);
            tensor.mul_(Scalars.Of(4)).add_(Ops.Scale(noise, 0.3), Scalars.One);
        }

        return weights;
    }

    // Of different lengths, so that there is padding.
    private static PromptPairs Prompts() =>
        PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2, 3, 4, 5], [1, 2, 8, 4, 6], 7, 3),
            PromptPair.AtLastPosition([9, 10, 0], [9, 4, 0], 1, 2),
            PromptPair.AtLastPosition([6, 6, 1, 7], [6, 5, 1, 2], 0, 8),
        ]);
}
