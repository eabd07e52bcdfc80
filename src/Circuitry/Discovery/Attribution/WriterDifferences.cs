using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// What stands in for each node minus what it writes on the clean prompts, heads before W_O. Owns its tensors.
/// </summary>
internal sealed class WriterDifferences : IDisposable
{
    private readonly TransformerModel _model;
    private readonly Graph _graph;
    private readonly PositionMask? _positions;
    private readonly Tensor[] _embeddings;
    private readonly Tensor[] _mixed;
    private readonly Tensor[] _mlp;

    private WriterDifferences(
        TransformerModel model,
        Graph graph,
        PositionMask? positions,
        Tensor[] embeddings,
        Tensor[] mixed,
        Tensor[] mlp
    )
    {
        _model = model;
        _graph = graph;
        _positions = positions;
        _embeddings = embeddings;
        _mixed = mixed;
        _mlp = mlp;
    }

    /// <summary>The differences of the embeddings, each [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Embeddings => _embeddings;

    /// <summary>The differences of each block's mixed values, [batch, position, head, d_head].</summary>
    public IReadOnlyList<Tensor> Mixed => _mixed;

    /// <summary>The difference of each block's MLP, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Mlp => _mlp;

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
        var (model, graph) = (experiment.Transformer, experiment.Graph);
        using var scope = NewDisposeScope();
        using var ablated = AblatedComponents.Of(
            experiment.Ablation,
            experiment.Biases,
            model,
            graph,
            prompts,
            clean,
            padding
        );
        return new(
            model,
            graph,
            positions,
            Differences(ablated.Embeddings, clean.Embeddings),
            Differences(ablated.Mixed, clean.Mixed),
            Differences(ablated.Mlp, clean.Mlp)
        );

        static Tensor[] Differences(IReadOnlyList<Tensor> ablated, IReadOnlyList<Tensor> clean) =>
            [.. ablated.Zip(clean, (a, b) => Ops.Add(a, b.neg()).DetachFromDisposeScope())];
    }

    /// <summary>The differences at a tile of rows, carried to the stream, [node, row, d_model].</summary>
    public Tensor Expand(RowTile tile)
    {
        using var scope = NewDisposeScope();
        var rows = new List<Tensor>(_embeddings.Select(e => tile.Of(e).unsqueeze(0)));
        for (var layer = 0; layer < _mixed.Length; layer++)
        {
            rows.Add(tile.Of(_mixed[layer]).transpose(0, 1).bmm(OutputWeights(layer)));
            if (_mlp.Length > 0)
            {
                rows.Add(tile.Of(_mlp[layer]).unsqueeze(0));
            }
        }

        return cat(rows, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The difference of a writer that is a head, before W_O, [batch, position, d_head].</summary>
    public Tensor MixedOf(int writer)
    {
        using var scope = NewDisposeScope();
        var (_, layer, head) = _graph.Writers[writer];
        return Part(writer, _mixed[layer].select(2, head)).MoveToOuterDisposeScope();
    }

    /// <summary>The differences of some writers at every row, carried to the stream, [writer * batch, position, d_model].</summary>
    public Tensor Expand(IReadOnlyList<int> writers)
    {
        using var scope = NewDisposeScope();
        return cat([.. writers.Select(writer => Expand(writer))], 0).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in _embeddings.Concat(_mixed).Concat(_mlp))
        {
            tensor.Dispose();
        }
    }

    private Tensor Expand(int writer)
    {
        var (kind, layer, head) = _graph.Writers[writer];
        return kind switch
        {
            WriterKind.Head => MixedOf(writer).matmul(OutputWeights(layer)[head]),
            WriterKind.Mlp => Part(writer, _mlp[layer]),
            _ => Part(writer, _embeddings[writer / _graph.WritersPerNode]),
        };
    }

    /// <summary>What of its node's difference is a writer's.</summary>
    private Tensor Part(int writer, Tensor difference) =>
        _positions?.Part(writer % _graph.WritersPerNode, difference) ?? difference.alias();

    private Tensor OutputWeights(int layer) =>
        _model
            .Weights.Layers[layer]
            .W_O.view(_model.Architecture.Heads, _model.Architecture.HeadWidth, _model.Architecture.ModelWidth);
}
