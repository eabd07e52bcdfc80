namespace Circuitry.Tests.Toys;

/// <summary>Two heads and an MLP behind them.</summary>
[Transformer(
    Layers = 1,
    Heads = 2,
    ModelWidth = 4,
    HeadWidth = 1,
    MlpWidth = 2,
    Context = 1,
    Vocabulary = 2,
    Normalization = Normalization.None,
    Positions = PositionEmbedding.None
)]
public sealed partial class GateModel;

/// <summary>One head behind the other.</summary>
[Transformer(
    Layers = 2,
    Heads = 1,
    ModelWidth = 4,
    HeadWidth = 1,
    Context = 1,
    Vocabulary = 2,
    Normalization = Normalization.None,
    Positions = PositionEmbedding.None
)]
public sealed partial class ChainModel;

/// <summary>Two heads side by side.</summary>
[Transformer(
    Layers = 1,
    Heads = 2,
    ModelWidth = 4,
    HeadWidth = 1,
    Context = 1,
    Vocabulary = 2,
    Normalization = Normalization.None,
    Positions = PositionEmbedding.None
)]
public sealed partial class PairModel;

/// <summary>One prompt of one token: 1, on, where the corrupted prompt has 0, off.</summary>
public sealed class OnAndOff : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([PromptPair.AtLastPosition(clean: [1], corrupted: [0], answer: 1, wrongAnswer: 0)]);
}

[Experiment, Model<GateModel>, Dataset<OnAndOff>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class GateToy;

[Experiment, Model<ChainModel>, Dataset<OnAndOff>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class ChainToy;

[Experiment, Model<PairModel>, Dataset<OnAndOff>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class PairToy;
