namespace Circuitry.Conformance;

/// <summary>Stands where a declaration names a data set with groups of positions; the tests bring prompts of their own.</summary>
public sealed class NoGroupedPrompts : IDataset, IPositionGrouped
{
    public static IReadOnlyList<string> PositionGroups { get; } = ["early", "odd", "last"];

    public PromptPairs Make(DatasetRequest request) => new NoPrompts().Make(request);
}

/// <summary>The same with a single group.</summary>
public sealed class NoPromptsInOneGroup : IDataset, IPositionGrouped
{
    public static IReadOnlyList<string> PositionGroups { get; } = ["all"];

    public PromptPairs Make(DatasetRequest request) => new NoPrompts().Make(request);
}

[Experiment, Model<MinGptSort>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class SortPositionEdges;

[Experiment, Model<MakemoreNames>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class NamesPositionEdges;

[Experiment, Model<MakemoreNames>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class NamesPositionNodes;

[Experiment, Model<ParallelBlocks>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class ParallelPositionEdges;

[Experiment, Model<ParallelBlocks>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class ParallelPositionNodes;

[Experiment, Model<HeadsAlone>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitEmbedding = true, SplitPositions = true)]
public sealed partial class HeadsAlonePositionEdges;

[Experiment, Model<HeadsAlone>, Dataset<NoGroupedPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false, SplitPositions = true)]
public sealed partial class HeadsAloneMergedPositionEdges;

[
    Experiment,
    Model<ParallelBlocks>,
    Dataset<NoPromptsInOneGroup>,
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class ParallelOneGroupEdges;

[
    Experiment,
    Model<ParallelBlocks>,
    Dataset<NoPromptsInOneGroup>,
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class ParallelOneGroupNodes;

/// <summary>Prompts with groups of positions.</summary>
internal static class Grouped
{
    /// <summary>The first two positions, of the others every second, and the rest: no group is one stretch, and prompts of different lengths differ.</summary>
    public static PromptPairs ByPlace(PromptPairs pairs) =>
        With(
            pairs,
            (position, length) =>
                position < 2 ? "early"
                : (length - position) % 2 == 0 ? "odd"
                : "last"
        );

    /// <summary>Every position in one group.</summary>
    public static PromptPairs Together(PromptPairs pairs) => With(pairs, (_, _) => "all");

    private static PromptPairs With(PromptPairs pairs, Func<int, int, string> groupOf) =>
        PromptPairs.Of(
            pairs.Pairs.Select(pair =>
                pair with
                {
                    PositionGroups =
                    [
                        .. Enumerable
                            .Range(0, pair.Clean.Count)
                            .Select(position => groupOf(position, pair.Clean.Count)),
                    ],
                }
            )
        );
}
