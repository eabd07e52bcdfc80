using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>Draws curves point by point, so that what is drawn can be saved between two points.</summary>
internal sealed class FeatureCurveDrawing : IDisposable
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(30);

    private readonly Plan[] _plans;
    private readonly (Plan Plan, int Size)[] _points;
    private FeatureEvaluator? _evaluator;
    private Plan? _evaluated;

    public FeatureCurveDrawing(IEnumerable<Plan> plans)
    {
        _plans = [.. plans];
        _points = [.. _plans.SelectMany(plan => plan.Sizes.Select(size => (plan, size)))];
    }

    public IReadOnlyList<NamedFeatureCurve> Run(
        string? checkpoint,
        IProgress<ScoringProgress>? progress,
        CancellationToken cancellation
    )
    {
        using var scope = NewDisposeScope();
        // Of every point faithfulness and completeness, and the metrics of the full and the empty model.
        var values = zeros([_points.Length, 4], float64);
        StepLoop.Run(
            checkpoint is null ? null : new StepCheckpoint(checkpoint, Fingerprint(), CheckpointInterval),
            [("points", values)],
            _points.Length,
            step =>
            {
                using var row = values[step];
                using var drawn = tensor(Draw(_points[step].Plan, _points[step].Size), float64);
                row.copy_(drawn);
            },
            progress,
            cancellation
        );
        double[][] rows = [.. TensorValues.ToArray<double>(values).Chunk(4)];
        return [.. _plans.Select(plan => Curve(plan, rows))];
    }

    public void Dispose() => _evaluator?.Dispose();

    private double[] Draw(Plan plan, int size)
    {
        var evaluator = EvaluatorOf(plan);
        var point = evaluator.Point(plan.Counted.AsSpan(0, size));
        return [point.Faithfulness, point.Completeness, evaluator.Full, evaluator.Empty];
    }

    /// <summary>One at a time, since each holds the replacements of nodes.</summary>
    private FeatureEvaluator EvaluatorOf(Plan plan)
    {
        if (_evaluator is null || _evaluated != plan)
        {
            _evaluator?.Dispose();
            (_evaluated, _evaluator) = (plan, new FeatureEvaluator(plan.Task, plan.Options));
        }

        return _evaluator;
    }

    private NamedFeatureCurve Curve(Plan plan, double[][] rows)
    {
        var own = _points.Zip(rows).Where(point => point.First.Plan == plan).ToArray();
        var (full, empty) =
            own.Length > 0 ? (own[0].Second[2], own[0].Second[3]) : (EvaluatorOf(plan).Full, EvaluatorOf(plan).Empty);
        return new NamedFeatureCurve(
            plan.Basis,
            plan.Options,
            new FeatureCurve(
                full,
                empty,
                [
                    .. own.Select(point => new FeatureCurvePoint(
                        point.First.Size,
                        plan.Counted.Take(point.First.Size).Count(node => node.IsError),
                        point.Second[0],
                        point.Second[1]
                    )),
                ]
            )
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
            IEnumerable<FeatureNode> ranked,
            IReadOnlyList<int> sizes
        )
        {
            (Basis, Options, Task) = (basis, options, task);
            Counted = [.. ranked.Where(node => options.Counts(task, node))];
            Sizes = [.. FeatureEvaluator.Reached(Counted, sizes)];
        }

        public FeatureBasis Basis { get; }

        public FeatureEvaluationOptions Options { get; }

        public FeatureTask Task { get; }

        /// <summary>The nodes that count, the most important ones first.</summary>
        public FeatureNode[] Counted { get; }

        /// <summary>The sizes of its circuits, ascending.</summary>
        public int[] Sizes { get; }
    }
}
