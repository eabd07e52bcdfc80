namespace Circuitry.Tests;

// Experiments on models whose stages join the stream through norms, or whose heads know positions in other ways.

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class GemmaEdges;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class GemmaMergedEdges;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class GemmaNodes;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class GemmaEdgesByGroup;

[
    Experiment,
    Model<LikeGemma>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Neuron)]
public sealed partial class GemmaNeurons;

[
    Experiment,
    Model<LikeOlmo>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class OlmoEdges;

[
    Experiment,
    Model<LikeBloom>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class BloomEdges;

[
    Experiment,
    Model<LikeOpt>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class OptPositionEdges;

[
    Experiment,
    Model<LikeCohere>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class CohereMergedEdges;

[
    Experiment,
    Model<LikePhi>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class PhiNodes;
