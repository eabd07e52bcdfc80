using Circuitry.Generators;

namespace Circuitry.Tests;

/// <summary>What the analyzer says an experiment holds is what the runtime holds.</summary>
public sealed class CostTests
{
    [Fact]
    public void Edges_split() => Check(SerialEdges.From(Make<Serial>()));

    [Fact]
    public void Edges_merged() => Check(SerialMergedEdges.From(Make<Serial>()));

    [Fact]
    public void Edges_with_split_embedding() => Check(SerialPositionEdges.From(Make<Serial>()));

    [Fact]
    public void Nodes() => Check(SerialNodes.From(Make<Serial>()));

    [Fact]
    public void Parallel_blocks() => Check(ParallelEdges.From(Make<Parallel>()));

    [Fact]
    public void Grouped_heads() => Check(GroupedEdges.From(Make<Grouped>()));

    [Fact]
    public void Grouped_heads_merged() => Check(GroupedMergedEdges.From(Make<Grouped>()));

    [Fact]
    public void Attention_only() => Check(AttentionOnlyEdges.From(Make<AttentionOnly>()));

    private static T Make<T>()
        where T : TransformerModel, ITransformer<T> => T.From(TransformerWeights.Random(T.Declared, seed: 1));

    private static void Check(GraphExperiment experiment)
    {
        using var owned = experiment;
        var (declared, graph, runs) = (experiment.Declaration, experiment.Graph, experiment.Runs);

        var cost = ExperimentCost.Of(
            experiment.Transformer.Architecture,
            declared.Granularity,
            declared.SplitQueryKeyValue,
            declared.SplitEmbedding
        );

        var clean = runs.CleanOutputs.numel();
        // The stream of a patched run has the shape of the clean outputs.
        var held =
            2 * clean + runs.AblatedOutputs.numel() + graph.Stages.Sum(stage => runs.AblatedInput(stage).numel());
        Assert.Equal(graph.EdgeCount, cost.Edges);
        Assert.Equal(graph.Writers.Count, cost.Writers);
        Assert.Equal(4.0 * experiment.Transformer.Weights.Tensors.Sum(tensor => tensor.numel()), cost.WeightBytes);
        Assert.Equal(4.0 * held, cost.TokenBytes * runs.Batch * runs.Length);
        Assert.Equal(cost.WeightBytes + 4.0 * held, cost.Bytes(runs.Batch, runs.Length));
    }
}
