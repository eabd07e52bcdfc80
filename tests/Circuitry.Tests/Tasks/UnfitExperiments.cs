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

/// <summary>Has groups of positions, and makes pairs without them.</summary>
public sealed class Ungrouped : IDataset, IPositionGrouped
{
    public static IReadOnlyList<string> PositionGroups { get; } = ["first", "rest"];

    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of([PromptPair.AtLastPosition([1, 2], [2, 1], 3, 4)]);
}

/// <summary>Says that positions are grouped, but not how.</summary>
public sealed class WithoutLabels : IPositionGrouped
{
    public static IReadOnlyList<string> PositionGroups => [];
}

[Experiment, Model<Serial>, Dataset<Ungrouped>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class UngroupedEdges;

[Experiment, Model<Serial>, Dataset<TooManyTokens>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class UnfitEdges;

[Experiment, Model<Serial>, Dataset<Unanswered>, Corruption(Ablation.Interchange), Metric<ProbabilityDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class UnansweredEdges;

[Experiment, Model<AttentionOnly>, Dataset<Shuffles>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class AttentionOnlyDifference;
