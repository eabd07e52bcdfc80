using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The stream in front of each stage of a plain run, and what the stage puts out before it joins the stream, where joining is more than adding. Owns
/// its tensors.
/// </summary>
internal sealed class StageSums : IDisposable
{
    private readonly StreamFold _fold;
    private readonly Tensor[] _streams;
    private readonly Tensor[] _sums;

    private StageSums(StreamFold fold, Tensor[] streams, Tensor[] sums) =>
        (_fold, _streams, _sums) = (fold, streams, sums);

    /// <summary>Runs the blocks of a model again, each from its stream. Call under no_grad.</summary>
    /// <param name="model">The model.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="fold">How stages join the stream.</param>
    /// <param name="residuals">The stream in front of each block, [batch, position, d_model].</param>
    /// <param name="sequence">The prompts.</param>
    /// <param name="intervene">Puts in place what the run has in place of a block's own; null for nothing.</param>
    public static StageSums Of(
        TransformerModel model,
        Graph graph,
        StreamFold fold,
        IReadOnlyList<Tensor> residuals,
        Sequence sequence,
        Action<Tap, int>? intervene = null
    )
    {
        using var scope = NewDisposeScope();
        var sums = new Dictionary<(StageKind, int), Tensor> { [(StageKind.Embedding, -1)] = residuals[0].alias() };
        for (var layer = 0; layer < model.Architecture.Layers; layer++)
        {
            var tap = new Tap(model.Architecture.Layers);
            intervene?.Invoke(tap, layer);
            StageKind[] kinds = model.Architecture.AttentionOnly
                ? [StageKind.Attention]
                : [StageKind.Attention, StageKind.Mlp];
            foreach (var kind in kinds)
            {
                tap.Read(HookSites.SumOf(kind, model.Architecture), layer);
            }

            model.Block(layer, residuals[layer], sequence, tap).Dispose();
            foreach (var kind in kinds)
            {
                sums.Add((kind, layer), tap.Take(HookSites.SumOf(kind, model.Architecture), layer));
            }
        }

        var parts = fold.Before(graph.Stages[^1]).ToList();
        Tensor[] own = [.. parts.Select(part => sums[(part.Stage.Kind, part.Stage.Layer)])];
        // The embedding stands in front of the first block, and has nothing in front of it.
        List<Tensor> streams = [zeros_like(own[0]), own[0]];
        foreach (var part in parts.Skip(1).SkipLast(1))
        {
            streams.Add(fold.Join(part.Stage, streams[^1], own[part.Index]));
        }

        return new StageSums(fold, [.. streams.Select(Kept)], [.. own.Select(Kept)]);

        static Tensor Kept(Tensor tensor) => tensor.contiguous().alias().DetachFromDisposeScope();
    }

    /// <summary>The input of a stage's readers when a part's sum is another and what stands behind it is the run's, [..., batch, position, d_model].</summary>
    /// <param name="reading">The stage.</param>
    /// <param name="part">The part.</param>
    /// <param name="change">What is added to its sum, [..., batch, position, d_model].</param>
    public Tensor With(Stage reading, StreamPart part, Tensor change) =>
        _fold.Of(
            reading,
            one => one.Index == part.Index ? Ops.Add(_sums[one.Index], change) : _sums[one.Index].alias()
        );

    /// <summary>Carries gradients at the stream behind a part back through the join: to the stream in front of it and to the part's sum.</summary>
    /// <param name="part">The part.</param>
    /// <param name="gradient">The gradients at the stream behind the part at a tile of rows, [reader, row, d_model].</param>
    /// <param name="tile">The tile.</param>
    /// <returns>Two of that shape.</returns>
    public (Tensor Stream, Tensor Sum) Back(StreamPart part, Tensor gradient, RowTile tile)
    {
        if (!_fold.Joins(part.Stage))
        {
            return (gradient.alias(), gradient.alias());
        }

        using var scope = NewDisposeScope();
        using var graph = enable_grad();
        var stream = Leaf(_streams[part.Index]);
        var sum = Leaf(_sums[part.Index]);
        var found = Ops.CheckedGradients((_fold.Join(part.Stage, stream, sum) * gradient).sum(), [stream, sum]);
        return (found[0].detach().MoveToOuterDisposeScope(), found[1].detach().MoveToOuterDisposeScope());

        Tensor Leaf(Tensor value) =>
            tile.Of(value).unsqueeze(0).expand_as(gradient).clone().detach().requires_grad_(true);
    }

    public void Dispose()
    {
        foreach (var tensor in _streams.Concat(_sums))
        {
            tensor.Dispose();
        }
    }
}
