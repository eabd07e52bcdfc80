namespace Circuitry.Conformance;

/// <summary>Stands where a declaration names a data set; the tests bring prompts of their own.</summary>
public sealed class NoPrompts : IDataset
{
    public PromptPairs Make(DatasetRequest request) => throw new PromptException("these experiments are given prompts");
}

[Experiment, Model<MinGptSort>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class SortEdges;

[Experiment, Model<MinGptSort>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class SortMergedEdges;

[Experiment, Model<MinGptSort>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Node)]
public sealed partial class SortNodes;

[Experiment, Model<MakemoreNames>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class NamesEdges;

[Experiment, Model<MakemoreNames>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class NamesMergedEdges;

[Experiment, Model<MakemoreNames>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Node)]
public sealed partial class NamesNodes;

[Experiment, Model<Stories260K>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class StoriesEdges;

[Experiment, Model<Stories260K>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class StoriesMergedEdges;

[Experiment, Model<Stories260K>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class StoriesNodes;

[Experiment, Model<ModularAddition>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class AdditionEdges;

[Experiment, Model<TracrReverse>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<KlDivergence>]
[Granularity(Granularity.Edge)]
public sealed partial class ReverseEdges;

[Experiment, Model<TracrReverse>, Dataset<NoPrompts>, Corruption(Ablation.Zero), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class ReverseSplitEdges;

[Experiment, Model<TracrProportion>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge)]
public sealed partial class ProportionEdges;

[Experiment, Model<TracrProportion>, Dataset<NoPrompts>, Corruption(Ablation.Zero), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class ProportionSplitEdges;

[Experiment, Model<TracrHistogram>, Dataset<NoPrompts>, Corruption(Ablation.Zero), Metric<MeanSquaredError>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class HistogramSplitEdges;
