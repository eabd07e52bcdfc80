using static TorchSharp.torch;

namespace Circuitry.Models;

/// <summary>
/// A patch swept over layers, heads and positions: each time one clean activation is patched into the corrupted run, and the
/// metric says how much of the behaviour comes back.
/// </summary>
/// <remarks>
/// Patches are rows of a batch, and each batch starts at the patched layer from the corrupted run's residual stream, so that
/// a sweep costs a fraction of one forward pass per patch.
/// </remarks>
public sealed record PatchSweep
{
    private const long Budget = 1L << 23;

    /// <summary>The place that was patched.</summary>
    public required HookSite Site { get; init; }

    /// <summary>The axes of the sweep, outermost first: layer, and head and position where asked for.</summary>
    public required IReadOnlyList<Axis> Axes { get; init; }

    /// <summary>Sizes along <see cref="Axes"/>, with the number of layers in front: [layer], [layer, head] or [layer, head, position].</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>The metric, the mean over prompts, under each patch, the last axis fastest.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The metric of the clean run.</summary>
    public required double Clean { get; init; }

    /// <summary>The metric of the corrupted run.</summary>
    public required double Corrupted { get; init; }

    /// <summary>The metric under the patch at an index along each axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many indices as sizes in <see cref="Shape"/>, or one is out of range.</exception>
    public double this[params ReadOnlySpan<int> index]
    {
        get
        {
            var flat = 0;
            for (var axis = 0; axis < Shape.Count; axis++)
            {
                if (index.Length != Shape.Count || (uint)index[axis] >= (uint)Shape[axis])
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(index),
                        FormattableString.Invariant(
                            $"there is no patch [{string.Join(", ", index.ToArray())}]; the sweep has the shape [{string.Join(", ", Shape)}]"
                        )
                    );
                }

                flat = flat * Shape[axis] + index[axis];
            }

            return Values[flat];
        }
    }

    /// <summary>Sweeps.</summary>
    /// <param name="experiment">The prompts and the metric.</param>
    /// <param name="site">The place to patch, in every block.</param>
    /// <param name="byHead">Whether heads are patched one at a time.</param>
    /// <param name="byPosition">Whether positions are patched one at a time; padding counts as positions.</param>
    /// <exception cref="ArgumentException">The model has no such place, or it has no heads.</exception>
    /// <exception cref="MetricException">The metric under a patch is not a number.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public static PatchSweep Of(GraphExperiment experiment, HookSite site, bool byHead = false, bool byPosition = false)
    {
        var a = experiment.Transformer.Architecture;
        if (!HookSites.IsInBlock(site) || !HookSites.Exists(site, a))
        {
            throw new ArgumentException($"{experiment.Transformer} has no place {site} in its blocks", nameof(site));
        }

        if (byHead && HookSites.HeadAxis(site) is null)
        {
            throw new ArgumentException($"{site} has no heads; sweep it with byHead: false", nameof(site));
        }

        using var gradients = no_grad();
        using var clean = experiment.Run(experiment.Prompts.Clean);
        using var corrupted = experiment.Run(experiment.Prompts.Corrupted);
        var heads = byHead ? HookSites.Heads(site, a) : 1;
        var positions = byPosition ? experiment.Prompts.Clean.Length : 1;
        List<int> shape = [a.Layers];
        List<Axis> axes = [];
        if (byHead)
        {
            shape.Add(heads);
            axes.Add(Axis.Head);
        }

        if (byPosition)
        {
            shape.Add(positions);
            axes.Add(Axis.Position);
        }

        var values = new List<double>();
        for (var layer = 0; layer < a.Layers; layer++)
        {
            (int? Head, int? Position)[] patches =
            [
                .. from head in Enumerable.Range(0, heads)
                from position in Enumerable.Range(0, positions)
                select (byHead ? head : (int?)null, byPosition ? position : (int?)null),
            ];
            var activation = clean.ReadWhole(site, layer);
            var residual = corrupted.ReadWhole(HookSite.ResidualPre, layer);
            var most = (int)Math.Clamp(Budget / Math.Max(residual.numel(), activation.numel()), 1, 64);
            foreach (var chunk in patches.Chunk(most))
            {
                values.AddRange(Measure(experiment, corrupted, site, layer, residual, activation, chunk));
            }
        }

        return new PatchSweep
        {
            Site = site,
            Axes = axes,
            Shape = shape,
            Values = values,
            Clean = MeasureOf(experiment, clean),
            Corrupted = MeasureOf(experiment, corrupted),
        };
    }

    private static double[] Measure(
        GraphExperiment experiment,
        Run corrupted,
        HookSite site,
        int layer,
        Tensor residual,
        Tensor activation,
        (int? Head, int? Position)[] patches
    )
    {
        using var scope = NewDisposeScope();
        var model = experiment.Transformer;
        var batch = residual.size(0);
        var tap = new Tap(model.Architecture.Layers);
        tap.Patch(
            site,
            layer,
            value =>
            {
                var patched = value.clone();
                for (var k = 0; k < patches.Length; k++)
                {
                    using var inner = NewDisposeScope();
                    Select(patched.narrow(0, k * batch, batch), site, patches[k])
                        .copy_(Select(activation, site, patches[k]));
                }

                return patched;
            }
        );
        var sequence = corrupted.Sequence.Repeat(patches.Length);
        var stream = residual.repeat(patches.Length, 1, 1);
        for (var block = layer; block < model.Architecture.Layers; block++)
        {
            stream = model.Block(block, stream, sequence, block == layer ? tap : Tap.None);
        }

        return Measure(experiment, stream.view(patches.Length, batch, residual.size(1), residual.size(2)));
    }

    private static Tensor Select(Tensor value, HookSite site, (int? Head, int? Position) patch)
    {
        if (patch.Position is { } position)
        {
            value = value.narrow(HookSites.PositionAxis(site), position, 1);
        }

        return patch.Head is { } head ? value.narrow(HookSites.HeadAxis(site)!.Value, head, 1) : value;
    }

    private static double MeasureOf(GraphExperiment experiment, Run run)
    {
        using var scope = NewDisposeScope();
        var last = run.ReadWhole(HookSite.ResidualPost, experiment.Transformer.Architecture.Layers - 1);
        return Measure(experiment, last.unsqueeze(0))[0];
    }

    /// <summary>The metric of each row of final streams, [row, batch, position, d_model].</summary>
    private static double[] Measure(GraphExperiment experiment, Tensor streams)
    {
        using var scope = NewDisposeScope();
        var logits = experiment.Transformer.Unembed(experiment.Runs.AtAnswers(streams));
        return MetricValues.Means(experiment.Metric, experiment.Metric.Measure(logits, experiment.Target));
    }
}
