namespace Circuitry.Tests;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class SerialEdges;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class SerialMergedEdges;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class SerialNodes;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class SerialPositionEdges;

[
    Experiment,
    Model<Parallel>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class ParallelEdges;

[
    Experiment,
    Model<Parallel>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class ParallelMergedEdges;

[
    Experiment,
    Model<Parallel>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class ParallelNodes;

[
    Experiment,
    Model<Grouped>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class GroupedEdges;

[
    Experiment,
    Model<Grouped>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class GroupedMergedEdges;

[
    Experiment,
    Model<Grouped>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class GroupedNodes;

[
    Experiment,
    Model<AttentionOnly>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class AttentionOnlyEdges;

[
    Experiment,
    Model<AttentionOnly>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class AttentionOnlyMergedEdges;

[
    Experiment,
    Model<AttentionOnly>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class AttentionOnlyNodes;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge)]
public sealed partial class BidirectionalEdges;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitQueryKeyValue = false)]
public sealed partial class BidirectionalMergedEdges;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node)]
public sealed partial class BidirectionalNodes;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class BidirectionalPositionEdges;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitEmbedding = true, SplitPositions = true)]
public sealed partial class SerialEdgesByGroup;

[
    Experiment,
    Model<Grouped>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Edge, SplitPositions = true)]
public sealed partial class GroupedEdgesByGroup;

[
    Experiment,
    Model<Parallel>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Node, SplitPositions = true)]
public sealed partial class ParallelNodesByGroup;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron)]
public sealed partial class SerialNeurons;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron, SplitEmbedding = true, SplitPositions = true)]
public sealed partial class SerialNeuronsByGroup;

[
    Experiment,
    Model<Parallel>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron, SplitPositions = true)]
public sealed partial class ParallelNeuronsByGroup;

[
    Experiment,
    Model<Grouped>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron)]
public sealed partial class GroupedNeurons;

[
    Experiment,
    Model<AttentionOnly>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron)]
public sealed partial class AttentionOnlyNeurons;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 5, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron, SplitEmbedding = true)]
public sealed partial class BidirectionalNeurons;
