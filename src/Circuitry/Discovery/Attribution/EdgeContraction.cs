using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// Contracts writers' differences with readers' gradients: for every edge the sum over batch, position and d_model of one
/// times the other, [writer, reader].
/// </summary>
/// <remarks>
/// Works on a tile of rows [batch * position] at a time, each within one group of positions: there differences are carried through W_O, gradients back through
/// W_Q, W_K, W_V and the norm, and one matrix product per stage gives all of its edges. No tensor of the shape
/// [writer, batch, position, d_model] exists.
/// </remarks>
internal static class EdgeContraction
{
    /// <summary>The sites of every block at which gradients are wanted: behind W_Q, W_K and W_V, where they are narrow, and at the MLP's input.</summary>
    public static IReadOnlyList<HookSite> Sites(AttributionContext context) =>
        context.Model.Architecture.AttentionOnly
            ? [HookSite.Query, HookSite.Key, HookSite.Value]
            : [HookSite.Query, HookSite.Key, HookSite.Value, HookSite.MlpInput];

    /// <summary>The estimated rise of the loss when an edge is removed, float64 [writer, reader]; 0 where there is no edge.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="gradients">The gradients of the run.</param>
    /// <param name="intervention">What the run has in place of a block's own; null for nothing.</param>
    public static Tensor Contract(AttributionContext context, BlockGradients gradients, BlockIntervention? intervention)
    {
        using var scope = NewDisposeScope();
        using var sums = context.Sums(gradients.Residuals, intervention);
        var graph = context.Graph;
        var (groups, nodes) = (graph.WritersPerNode, graph.Writers.Count / graph.WritersPerNode);
        var scores = zeros([nodes, groups, graph.Readers.Count], float64, context.Model.Device);
        var widest = Math.Max(nodes, graph.Stages.Max(stage => stage.ReaderCount));
        var rows = Math.Clamp(
            context.TileSize / ((long)widest * context.Model.Architecture.ModelWidth),
            1,
            context.Rows
        );
        foreach (var tile in RowTile.All(context.Positions, groups, context.Rows, rows))
        {
            using var perTile = NewDisposeScope();
            var ofGroup = scores.select(1, tile.Group);
            var differences = context.Differences.Expand(tile).flatten(1);
            foreach (var stage in graph.Stages.Where(stage => stage.ReaderCount > 0 && stage.WritersBefore > 0))
            {
                using var inner = NewDisposeScope();
                var at = AtReaders(context, gradients, stage, tile);
                foreach (var part in context.Fold.Before(stage).Reverse())
                {
                    // A gradient at the stream behind a stage is also one at what its writers write, unless norms stand between.
                    (at, var atWriters) = sums?.Back(part, at, tile) ?? (at, at);
                    var (first, count) = (part.FirstWriter / groups, part.WriterCount / groups);
                    var products = differences.narrow(0, first, count).mm(atWriters.flatten(1).t());
                    ofGroup
                        .narrow(0, first, count)
                        .narrow(1, stage.FirstReader, stage.ReaderCount)
                        .add_(products.to(float64), Scalars.One);
                }
            }
        }

        return scores.flatten(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient at what a stage's readers read, at a tile of rows, [reader, row, d_model].</summary>
    private static Tensor AtReaders(AttributionContext context, BlockGradients gradients, Stage stage, RowTile tile) =>
        stage.Kind switch
        {
            StageKind.Attention => AtHeads(context, gradients, stage.Layer, tile),
            StageKind.Mlp => tile.Of(gradients.At(HookSite.MlpInput, stage.Layer)).unsqueeze(0),
            _ => tile.Of(gradients.Logits).unsqueeze(0),
        };

    private static Tensor AtHeads(AttributionContext context, BlockGradients gradients, int layer, RowTile tile)
    {
        var (model, a) = (context.Model, context.Model.Architecture);
        using var scope = NewDisposeScope();
        using var graph = enable_grad();
        var stream = tile.Of(gradients.Residuals[layer]);
        var (query, key, value) = (Heads(HookSite.Query), Heads(HookSite.Key), Heads(HookSite.Value));
        if (!context.Graph.SplitQueryKeyValue)
        {
            var input = Inputs(a.KeyValueHeads);
            var loss = Ops.Add(
                (model.Query(layer, null, model.PerQueryHead(input)) * query).sum(),
                Ops.Add((model.Key(layer, null, input) * key).sum(), (model.Value(layer, null, input) * value).sum())
            );
            return Gradient(loss, input).squeeze(1).MoveToOuterDisposeScope();
        }

        var (queryInput, keyInput, valueInput) = (Inputs(a.Heads), Inputs(a.KeyValueHeads), Inputs(a.KeyValueHeads));
        Tensor[] parts =
        [
            Gradient((model.Query(layer, null, queryInput) * query).sum(), queryInput),
            Gradient((model.Key(layer, null, keyInput) * key).sum(), keyInput),
            Gradient((model.Value(layer, null, valueInput) * value).sum(), valueInput),
        ];
        return cat(parts, 0).squeeze(1).MoveToOuterDisposeScope();

        // The stream once for each head, [head, 1, row, d_model].
        Tensor Inputs(int heads) => stream.expand(heads, 1, -1, -1).clone().detach().requires_grad_(true);

        // [head, 1, row, d_head]
        Tensor Heads(HookSite site) => tile.Of(gradients.At(site, layer)).transpose(0, 1).unsqueeze(1);

        static Tensor Gradient(Tensor loss, Tensor input) => Ops.CheckedGradients(loss, [input])[0].detach();
    }
}
