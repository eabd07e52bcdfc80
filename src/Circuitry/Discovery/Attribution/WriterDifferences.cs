using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The replacement of each component's activation minus its clean value, heads before W_O. Owns its tensors.
/// </summary>
internal sealed class WriterDifferences : IDisposable
{
    private readonly TransformerModel _model;
    private readonly Graph _graph;
    private readonly PositionMask? _positions;
    private readonly IReadOnlyList<Component> _components;
    private readonly Tensor[] _activations;
    private readonly (int Component, int Node)[] _nodes;

    private WriterDifferences(GraphExperiment experiment, PositionMask? positions, FusedRun clean, Tensor[] activations)
    {
        (_model, _graph, _positions) = (experiment.Transformer, experiment.Graph, positions);
        (_components, _activations) = (clean.Components, activations);
        _nodes =
        [
            .. _components
                .Index()
                .SelectMany(own =>
                    Enumerable.Range(0, own.Item.Writers(_graph).Nodes).Select(node => (own.Index, node))
                ),
        ];
    }

    /// <summary>The difference of each component's activation, of its shape.</summary>
    public IReadOnlyList<Tensor> Activations => _activations;

    /// <summary>The differences of the embeddings, which are the first, each [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Embeddings =>
        [.. _activations.Take(_components.Count(component => component.IsEmbedding))];

    /// <summary>Compares the clean run with what an ablation puts in its place. Call under no_grad.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="positions">Which positions are in which group; null where positions are not split. Stays the caller's.</param>
    /// <param name="clean">The clean run.</param>
    /// <param name="padding">Which positions are padding, bool [batch, position, 1]; null where none is.</param>
    public static WriterDifferences Of(
        GraphExperiment experiment,
        PromptPairs prompts,
        PositionMask? positions,
        FusedRun clean,
        Tensor? padding
    )
    {
        using var scope = NewDisposeScope();
        using var ablated = AblatedComponents.Of(experiment, prompts, clean, padding);
        return new(
            experiment,
            positions,
            clean,
            [.. ablated.Activations.Zip(clean.Activations, (a, b) => Ops.Add(a, b.neg()).DetachFromDisposeScope())]
        );
    }

    /// <summary>The differences at a tile of rows, carried to the stream, [node, row, d_model].</summary>
    public Tensor Expand(RowTile tile)
    {
        using var scope = NewDisposeScope();
        Tensor[] rows = [.. _components.Zip(_activations, (own, change) => own.WrittenRows(_model, tile.Of(change)))];
        return cat(rows, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The difference of a writer's activation, a head's before W_O, [batch, position, width].</summary>
    public Tensor Of(int writer)
    {
        using var scope = NewDisposeScope();
        var (component, node) = _nodes[writer / _graph.WritersPerNode];
        var difference = _components[component].OfNode(node, _activations[component]);
        return (
            _positions?.Part(writer % _graph.WritersPerNode, difference) ?? difference.alias()
        ).MoveToOuterDisposeScope();
    }

    /// <summary>The differences of some writers at every row, carried to the stream, [writer * batch, position, d_model].</summary>
    public Tensor Expand(IReadOnlyList<int> writers)
    {
        using var scope = NewDisposeScope();
        return cat([.. writers.Select(Expand)], 0).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in _activations)
        {
            tensor.Dispose();
        }
    }

    private Tensor Expand(int writer)
    {
        var (component, node) = _nodes[writer / _graph.WritersPerNode];
        return _components[component].WrittenOfNode(_model, node, Of(writer));
    }
}
