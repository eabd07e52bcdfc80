using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>Draws curves point by point, so that what is drawn can be saved between two points.</summary>
internal sealed class FeatureCurveDrawing : IDisposable
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    private readonly Plan[] _plans;
    private readonly (Plan Plan, int Size)[] _points;
    private FeatureMeasure? _measure;
    private Plan? _measured;
    private double[] _full = [];
    private double[] _empty = [];

    public FeatureCurveDrawing(IEnumerable<Plan> plans)
    {
        _plans = [.. plans];
        _points = [.. _plans.SelectMany(plan => plan.Sizes.Select(size => (plan, size)))];
    }

    public IReadOnlyList<NamedFeatureCurve> Run(
        string? checkpoint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        using var scope = NewDisposeScope();
        // Of every point the metric of every prompt: of the circuit, of the rest, of the full and of the empty model.
        var most = _plans.Max(plan => plan.Task.Prompts);
        var values = zeros([_points.Length, 4, most], float64);
        StepLoop.Run(
            "curves",
            checkpoint is null ? null : new StepCheckpoint(checkpoint, Fingerprint(), CheckpointInterval),
            [("points", values)],
            _points.Length,
            step =>
            {
                var (plan, size) = _points[step];
                using var row = values[step];
                using var own = row.narrow(1, 0, plan.Task.Prompts);
                using var drawn = tensor(Draw(plan, size), [4, plan.Task.Prompts], float64);
                own.copy_(drawn);
            },
            progress,
            cancellation
        );
        double[][] rows = [.. TensorValues.ToArray<double>(values).Chunk(most)];
        return [.. _plans.Select(plan => Curve(plan, [.. rows.Chunk(4)]))];
    }

    public void Dispose() => _measure?.Dispose();

    private double[] Draw(Plan plan, int size)
    {
        var point = Evaluator.Point(MeasureOf(plan), plan.Counted, size);
        return [.. point.Metric, .. point.Rest!, .. _full, .. _empty];
    }

    /// <summary>One at a time, since each holds what replaces nodes.</summary>
    private FeatureMeasure MeasureOf(Plan plan)
    {
        if (_measure is null || _measured != plan)
        {
            _measure?.Dispose();
            (_measured, _measure) = (plan, new FeatureMeasure(plan.Task, plan.Options));
            (_full, _empty) = (_measure.MeasureFull(), _measure.MeasureEmpty());
        }

        return _measure;
    }

    /// <summary>A plan's curve.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rows">Of every point of all plans what was measured, padded to the most prompts.</param>
    private NamedFeatureCurve Curve(Plan plan, double[][][] rows)
    {
        double[][][] own =
        [
            .. _points
                .Zip(rows)
                .Where(point => point.First.Plan == plan)
                .Select(point => point.Second.Select(row => row[..plan.Task.Prompts]).ToArray()),
        ];
        if (own.Length == 0)
        {
            MeasureOf(plan);
        }

        var (full, empty) = own.Length > 0 ? (own[0][2], own[0][3]) : (_full, _empty);
        var points = plan.Sizes.Zip(
            own,
            (size, row) =>
                new MeasuredPoint((double)size / Math.Max(1, plan.Counted.Length), size, size, row[0], row[1])
        );
        return new NamedFeatureCurve(
            plan.Basis,
            plan.Options,
            new FaithfulnessScale(full, empty, Bootstrap.Default).Curve([.. points]),
            [.. plan.Sizes.Select(size => plan.Counted.Take(size).Count(unit => plan.Task.Units[unit].IsError))]
        );
    }

    private string Fingerprint() =>
        Identity.HashOf(
            _plans.Select(plan => (plan.Basis, plan.Options, plan.Task.Fingerprint(), plan.Sizes, plan.Counted))
        );

    /// <summary>A curve to draw.</summary>
    public sealed class Plan
    {
        public Plan(
            FeatureBasis basis,
            FeatureEvaluationOptions options,
            FeatureTask task,
            IEnumerable<int> ranked,
            IReadOnlyList<int> sizes
        )
        {
            (Basis, Options, Task) = (basis, options, task);
            Counted = [.. ranked.Where(unit => options.Counts(task, task.Units[unit]))];
            Sizes = [.. Evaluator.Reached(Counted, sizes)];
        }

        public FeatureBasis Basis { get; }

        public FeatureEvaluationOptions Options { get; }

        public FeatureTask Task { get; }

        /// <summary>The units that count, the most important ones first.</summary>
        public int[] Counted { get; }

        /// <summary>The sizes of its circuits, ascending.</summary>
        public int[] Sizes { get; }
    }
}
