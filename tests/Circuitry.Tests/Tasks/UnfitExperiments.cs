namespace Circuitry.Tests;

/// <summary>Makes a token that no small model has.</summary>
public sealed class TooManyTokens : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2], [2, 1], 3, 4),
            PromptPair.AtLastPosition([1, 2], [2, 99], 3, 4),
        ]);
}

/// <summary>Makes pairs without wrong answers.</summary>
public sealed class Unanswered : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([PromptPair.AtLastPosition([1, 2], [2, 1], 3, 4) with { WrongAnswers = [] }]);
}

[Experiment, Model<Serial>, Dataset<TooManyTokens>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class UnfitEdges;

[Experiment, Model<Serial>, Dataset<Unanswered>, Corruption(Ablation.Interchange), Metric<ProbabilityDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class UnansweredEdges;

[Experiment, Model<AttentionOnly>, Dataset<Shuffles>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class AttentionOnlyDifference;
