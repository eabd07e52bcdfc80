using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>Runs the model with one unit removed, many removals of a stage as rows of one batch.</summary>
internal sealed class SingleRemovals(AttributionContext context) : IDisposable
{
    private readonly StageSums? _sums = context.Sums([.. context.Clean.Residuals.SkipLast(1)]);
    private readonly Graph _graph = context.Graph;
    private readonly TransformerModel _model = context.Model;

    /// <summary>The loss of the full graph.</summary>
    public double CleanLoss()
    {
        using var scope = NewDisposeScope();
        return MetricValues.Each(context.Experiment.Metric, context.Loss(context.Clean.Residuals[^1], 1)).Single();
    }

    /// <summary>Every unit, in batches of one stage: of the edge's reader, or of the writer.</summary>
    public IReadOnlyList<(Stage Stage, IReadOnlyList<SingleRemoval> Removals)> Batches()
    {
        var a = _model.Architecture;
        var widest = Math.Max(Math.Max(3 * a.ModelWidth, a.MlpWidth), a.Heads * context.Sequence.Prompts.Length);
        var size = (int)Math.Clamp(context.TileSize / ((long)context.Rows * widest), 1, 64);
        return
        [
            .. _graph.Stages.SelectMany(stage =>
                context
                    .Experiment.Units.SinglesAt(stage)
                    .Chunk(size)
                    .Select(chunk => (stage, (IReadOnlyList<SingleRemoval>)chunk))
            ),
        ];
    }

    /// <summary>The loss of each removal.</summary>
    public double[] Losses(Stage stage, IReadOnlyList<SingleRemoval> removals)
    {
        using var scope = NewDisposeScope();
        var variants = removals.Count;
        var layer = Math.Max(0, stage.Layer); // embeddings come in front of the first block
        var stream = context.Clean.Residuals[layer].repeat(variants, 1, 1);
        var tap = new Tap(_model.Architecture.Layers);
        stream = removals[0].Reader is null
            ? RemoveWriters(stage, removals, stream, tap)
            : RemoveEdges(stage, removals, stream, tap);

        var sequence = context.Sequence.Repeat(variants);
        for (; layer < _model.Architecture.Layers; layer++)
        {
            var next = _model.Block(layer, stream, sequence, tap);
            stream.Dispose();
            stream = next;
        }

        return MetricValues.Each(context.Experiment.Metric, context.Loss(stream, variants));
    }

    /// <summary>A removed writer writes its replacement; everything downstream reads that.</summary>
    private Tensor RemoveWriters(Stage stage, IReadOnlyList<SingleRemoval> removals, Tensor stream, Tap tap)
    {
        if (stage.Kind == StageKind.Embedding)
        {
            return Ops.Add(stream, Differences(removals));
        }

        var batch = context.Sequence.Prompts.Count;
        var component = Component.Of(context.Experiment.Units, stage);
        tap.Patch(
            component.Site,
            component.Layer,
            value =>
            {
                var patched = value.clone();
                for (var i = 0; i < removals.Count; i++)
                {
                    var writer = removals[i].Writer;
                    var node = (writer - stage.FirstWriter) / _graph.WritersPerNode;
                    var (own, change) = (
                        component.OfNode(node, patched.narrow(0, i * batch, batch)),
                        context.Differences.Of(writer)
                    );
                    if (removals[i].Part is { } part)
                    {
                        (own, change) = (own.narrow(-1, part, 1), change.narrow(-1, part, 1));
                    }

                    own.add_(change, Scalars.One);
                }

                return patched;
            }
        );
        return stream;
    }

    /// <summary>A removed edge's reader reads the replacement of its writer; everything else reads the stream.</summary>
    private Tensor RemoveEdges(Stage stage, IReadOnlyList<SingleRemoval> removals, Tensor stream, Tap tap)
    {
        switch (stage.Kind)
        {
            case StageKind.Attention:
                PatchHeads(stage.Layer, removals, Inputs(stream), tap);
                return stream;
            case StageKind.Mlp:
                tap.Patch(HookSite.MlpInput, stage.Layer, Inputs);
                return stream;
            default:
                return Inputs(stream);
        }

        // The stream with each removal's writer replaced in it.
        Tensor Inputs(Tensor clean) => _sums is null ? Ops.Add(clean, Differences(removals)) : Folded(stage, removals);
    }

    private Tensor Folded(Stage stage, IReadOnlyList<SingleRemoval> removals)
    {
        using var scope = NewDisposeScope();
        return cat(
                [
                    .. removals.Select(removal =>
                        _sums!.With(stage, context.Fold.PartOf(removal.Writer), Differences([removal]))
                    ),
                ],
                0
            )
            .MoveToOuterDisposeScope();
    }

    public void Dispose() => _sums?.Dispose();

    private void PatchHeads(int layer, IReadOnlyList<SingleRemoval> removals, Tensor inputs, Tap tap)
    {
        var batch = context.Sequence.Prompts.Count;
        var group = _model.Architecture.HeadsPerKeyValueHead;
        var placed = new[] { HookSite.Query, HookSite.Key, HookSite.Value }.ToDictionary(
            site => site,
            _ => new List<(int Head, int From, Tensor Output)>()
        );
        var start = 0;
        while (start < removals.Count)
        {
            var reader = removals[start].Reader!.Value;
            var count = removals.Skip(start).TakeWhile(removal => removal.Reader == reader).Count();
            var (from, rows) = (start * batch, count * batch);
            var input = inputs.narrow(0, from, rows).unsqueeze(0); // [1, row, position, d_model]
            var (kind, head) = (_graph.Readers[reader].Kind, _graph.Readers[reader].Head);
            if (kind == ReaderKind.Query)
            {
                Place(HookSite.Query, [head], heads => _model.Query(layer, heads, input), from);
            }
            else if (kind == ReaderKind.Attention)
            {
                int[] shared = [.. Enumerable.Range(head * group, group)];
                Place(HookSite.Query, shared, heads => _model.Query(layer, heads, input), from);
            }

            if (kind is ReaderKind.Key or ReaderKind.Attention)
            {
                Place(HookSite.Key, [head], heads => _model.Key(layer, heads, input), from);
            }

            if (kind is ReaderKind.Value or ReaderKind.Attention)
            {
                Place(HookSite.Value, [head], heads => _model.Value(layer, heads, input), from);
            }

            start += count;
        }

        foreach (var (site, own) in placed)
        {
            tap.Patch(site, layer, value => Replace(value, own));
        }

        // Heads computed from inputs of their own, [head, row, position, d_head].
        void Place(HookSite site, int[] heads, Func<Tensor, Tensor> compute, int from)
        {
            var outputs = compute(tensor([.. heads.Select(head => (long)head)], int64).to(_model.Device));
            placed[site].AddRange(heads.Select((head, i) => (head, from, outputs[i])));
        }
    }

    /// <summary>Puts heads in the place of the block's, [row, position, head, d_head], at some rows.</summary>
    private static Tensor Replace(Tensor value, List<(int Head, int From, Tensor Output)> own)
    {
        var patched = value.clone();
        foreach (var (head, from, output) in own)
        {
            patched.narrow(0, from, output.size(0)).select(2, head).copy_(output);
        }

        return patched;
    }

    private Tensor Differences(IReadOnlyList<SingleRemoval> removals) =>
        context.Differences.Expand([.. removals.Select(removal => removal.Writer)]);
}
