namespace Circuitry.Conformance;

[Experiment, Model<MinGptSort>, Dataset<NoPrompts>, Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class SortSplitEdges;

[Experiment, Model<MakemoreNames>, Dataset<NoPrompts>, Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class NamesSplitEdges;
