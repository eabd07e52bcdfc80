namespace Circuitry.Features;

/// <summary>
/// Measures circuits of features by running them alone ("Sparse Feature Circuits", section 3.3). Give it a task on prompts that
/// the circuit was not found on.
/// </summary>
public sealed class FeatureEvaluator : IDisposable
{
    private readonly FeatureEvaluationOptions _options;
    private readonly StandIns _standIns;
    private readonly Lazy<(double Full, double Empty)> _ends;
    private bool _disposed;

    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How circuits are run; null for the defaults.</param>
    public FeatureEvaluator(FeatureTask task, FeatureEvaluationOptions? options = null)
    {
        (Task, _options) = (task, options ?? new FeatureEvaluationOptions());
        _standIns = StandIns.Of(task, _options.Ablation);
        _ends = new(() =>
            (
                MeasureEach(UnitSet.All(task.Units), Whole).Average(),
                MeasureEach(UnitSet.None(task.Units), Whole).Average()
            )
        );
    }

    /// <summary>The task.</summary>
    public FeatureTask Task { get; }

    /// <summary>The metric of the whole model, the mean over prompts.</summary>
    public double Full => _ends.Value.Full;

    /// <summary>The metric when every feature and every error term is replaced, the mean over prompts.</summary>
    public double Empty => _ends.Value.Empty;

    /// <summary>The metric when only these nodes are kept, the mean over prompts.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double Measure(UnitSet kept) => MeasureEach(kept).Average();

    /// <summary>The metric of every prompt when only these nodes are kept.</summary>
    /// <exception cref="UnitsException">The nodes are of a task with other sites, dictionaries or positions.</exception>
    /// <exception cref="PromptException">Features are to be taken from corrupted prompts, and the task has none.</exception>
    /// <exception cref="ObjectDisposedException">The evaluator is disposed, or the task's model is.</exception>
    public double[] MeasureEach(UnitSet kept) => MeasureEach(kept, _options);

    /// <summary>The share of the gap between the empty and the full model that these nodes close; NaN when there is no gap, or an infinite one.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double Faithfulness(UnitSet kept) => Share(Measure(kept));

    /// <summary>The share that everything but these nodes closes; 0 for a complete circuit.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double Completeness(UnitSet kept) => Share(Measure(kept.Complement()));

    /// <summary>Faithfulness and completeness of the nodes that scores rank highest, for several sizes.</summary>
    /// <param name="ranked">Nodes, the most important ones first; those at sites that are never replaced are passed over.</param>
    /// <param name="sizes">Numbers of nodes.</param>
    /// <param name="progress">Told after every size.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="UnitsException">A node is not one of the task's.</exception>
    public FeatureCurve Curve(
        IEnumerable<FeatureNode> ranked,
        IReadOnlyList<int> sizes,
        IProgress<ScoringProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (sizes.Any(size => size < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(sizes), sizes.Min(), "a circuit has 0 nodes or more");
        }

        FeatureNode[] counted = [.. ranked.Where(Counts)];
        int[] reached = [.. Reached(counted, sizes)];
        var points = new List<FeatureCurvePoint>();
        foreach (var size in reached)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(Point(counted.AsSpan(0, size)));
            progress?.Report(new ScoringProgress(points.Count, reached.Length));
        }

        return new FeatureCurve(Full, Empty, points);
    }

    /// <summary>Whether a node is at a site that is replaced at all, and so counts towards a circuit's size.</summary>
    public bool Counts(FeatureNode node) => _options.Counts(Task, node);

    /// <summary>The sizes, ascending, of which there are as many nodes.</summary>
    internal static IEnumerable<int> Reached(FeatureNode[] counted, IReadOnlyList<int> sizes) =>
        sizes.Where(size => size <= counted.Length).Distinct().Order();

    /// <summary>Faithfulness and completeness of a circuit of these nodes.</summary>
    internal FeatureCurvePoint Point(ReadOnlySpan<FeatureNode> nodes)
    {
        FeatureNode[] circuit = [.. nodes];
        var kept = UnitSet.Of(Task.Units, circuit);
        return new FeatureCurvePoint(
            circuit.Length,
            circuit.Count(node => node.IsError),
            Faithfulness(kept),
            Completeness(kept)
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _standIns.Dispose();
    }

    private FeatureEvaluationOptions Whole => _options with { Errors = ErrorHandling.AsNodes };

    private double Share(double metric) =>
        Full == Empty || !double.IsFinite(Full - Empty) ? double.NaN : (metric - Empty) / (Full - Empty);

    private double[] MeasureEach(UnitSet kept, FeatureEvaluationOptions options)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Task.Units.Require(kept.Units, "the nodes");
        return [.. FeatureAblation.Losses(Task, kept, options, _standIns).Select(Task.Metric.AsLoss)];
    }
}
