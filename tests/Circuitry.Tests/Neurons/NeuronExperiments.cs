using Circuitry.Testing;

namespace Circuitry.Tests.Neurons;

[
    Experiment,
    Model<Serial>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Neuron)]
public sealed partial class SerialNeuronStudy;

[Experiment, Model<Parallel>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Mean), Metric<LogitDifference>]
[Granularity(Granularity.Neuron, SplitPositions = true)]
public sealed partial class ParallelNeuronStudy;

[Experiment, Model<Grouped>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Neuron)]
public sealed partial class GroupedNeuronStudy;

[
    Experiment,
    Model<AttentionOnly>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Interchange),
    Metric<LogitDifference>
]
[Granularity(Granularity.Neuron, SplitEmbedding = true, SplitPositions = true)]
public sealed partial class AttentionOnlyNeuronStudy;

[
    Experiment,
    Model<Bidirectional>,
    Dataset<Shuffles>(Size = 4, Seed = 3),
    Corruption(Ablation.Mean),
    Metric<KlDivergence>
]
[Granularity(Granularity.Neuron, SplitEmbedding = true)]
public sealed partial class BidirectionalNeuronStudy;

/// <summary>MLPs with biases, which stay under zero ablation.</summary>
[Experiment, Model<Serial>, Dataset<Shuffles>(Size = 4, Seed = 3), Corruption(Ablation.Zero), Metric<LogitDifference>]
[Granularity(Granularity.Neuron)]
public sealed partial class SerialZeroNeuronStudy;

public sealed class SerialZeroNeuronLaws : ExperimentLaws<SerialZeroNeuronStudy>
{
    protected override SerialZeroNeuronStudy Make() => SerialZeroNeuronStudy.From(SmallModels.Make<Serial>());
}

public sealed class SerialNeuronLaws : ExperimentLaws<SerialNeuronStudy>
{
    protected override SerialNeuronStudy Make() => SerialNeuronStudy.From(SmallModels.Make<Serial>());
}

public sealed class ParallelNeuronLaws : ExperimentLaws<ParallelNeuronStudy>
{
    protected override ParallelNeuronStudy Make() => ParallelNeuronStudy.From(SmallModels.Make<Parallel>());
}

public sealed class GroupedNeuronLaws : ExperimentLaws<GroupedNeuronStudy>
{
    protected override GroupedNeuronStudy Make() => GroupedNeuronStudy.From(SmallModels.Make<Grouped>());
}

public sealed class AttentionOnlyNeuronLaws : ExperimentLaws<AttentionOnlyNeuronStudy>
{
    protected override AttentionOnlyNeuronStudy Make() =>
        AttentionOnlyNeuronStudy.From(SmallModels.Make<AttentionOnly>());
}

public sealed class BidirectionalNeuronLaws : ExperimentLaws<BidirectionalNeuronStudy>
{
    protected override BidirectionalNeuronStudy Make() =>
        BidirectionalNeuronStudy.From(SmallModels.Make<Bidirectional>());
}

/// <summary>The experiments on neurons, by name.</summary>
internal static class NeuronExperiments
{
    private static readonly SortedDictionary<string, Func<GraphExperiment>> All = new(StringComparer.Ordinal)
    {
        ["attention only, split embedding and positions"] = () =>
            AttentionOnlyNeuronStudy.From(SmallModels.Make<AttentionOnly>()),
        ["grouped, zero"] = () => GroupedNeuronStudy.From(SmallModels.Make<Grouped>()),
        ["parallel, mean, split positions"] = () => ParallelNeuronStudy.From(SmallModels.Make<Parallel>()),
        ["serial, zero"] = () => SerialZeroNeuronStudy.From(SmallModels.Make<Serial>()),
        ["serial"] = () => SerialNeuronStudy.From(SmallModels.Make<Serial>()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static GraphExperiment Load(string name) => All[name]();
}
