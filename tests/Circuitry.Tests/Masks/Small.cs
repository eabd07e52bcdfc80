using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

/// <summary>Two blocks with norms, biases and rotations, two query heads to a key and value head.</summary>
[Transformer(
    Layers = 2,
    Heads = 4,
    KeyValueHeads = 2,
    ModelWidth = 16,
    MlpWidth = 12,
    Context = 8,
    Vocabulary = 9,
    Positions = PositionEmbedding.Rotary,
    RotaryWidth = 4
)]
public sealed partial class SmallModel;

/// <summary>Pairs of unequal lengths, so that shorter ones are padded.</summary>
public sealed class RaggedPairs : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2, 3, 4], [1, 5, 3, 4], 6, 7),
            PromptPair.AtLastPosition([2, 3, 4], [8, 3, 4], 5, 1),
            PromptPair.AtLastPosition([0, 8, 1, 2, 5], [0, 7, 1, 2, 5], 3, 4),
        ]);
}

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class SmallEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class SmallNodes;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class SmallZeroEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Mean), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class SmallMeanEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class SmallKlEdges;

/// <summary>A distance from the full model whose type does not say so.</summary>
public sealed class UndeclaredDivergence : Loss
{
    private readonly KlDivergence _divergence = new();

    public override string Name => "undeclared divergence";

    public override Tensor Measure(Tensor logits, Target target) => _divergence.Measure(logits, target);
}

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Interchange), Metric<UndeclaredDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class SmallUndeclaredEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption(Ablation.Zero), Metric<KlDivergence>]
[Granularity(Granularity.Node)]
public sealed partial class SmallKlNodes;

internal static class Small
{
    /// <summary>An untrained model, every weight of which is large enough to matter.</summary>
    public static SmallModel Model(ScalarType numberType = ScalarType.Float64)
    {
        var weights = TransformerWeights.Random(SmallModel.Declared, seed: 1, numberType);
        using var generator = new Generator(2, CPU);
        foreach (var weight in weights.Tensors)
        {
            using var noise = randn(weight.shape, dtype: numberType, generator: generator);
            using var scaled = Ops.Scale(noise, 0.3);
            weight.add_(scaled, Scalars.One);
        }

        return SmallModel.From(weights);
    }
}
