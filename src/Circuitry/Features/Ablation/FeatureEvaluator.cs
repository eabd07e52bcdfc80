namespace Circuitry;

/// <summary>
/// Measures circuits of features by running them alone ("Sparse Feature Circuits", section 3.3). Give it a task on prompts that
/// the circuit was not found on.
/// </summary>
public sealed class FeatureEvaluator : IDisposable
{
    private readonly FeatureEvaluationOptions _options;
    private readonly StandIns _standIns;
    private readonly Lazy<(double Full, double Empty)> _ends;
    private bool _isDisposed;

    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How circuits are run; null for the defaults.</param>
    public FeatureEvaluator(FeatureTask task, FeatureEvaluationOptions? options = null)
    {
        (Task, _options) = (task, options ?? new FeatureEvaluationOptions());
        _standIns = StandIns.Of(task, _options.Ablation);
        _ends = new(() =>
            (
                MeasureEach(FeatureSet.All(task.Layout), Whole).Average(),
                MeasureEach(FeatureSet.None(task.Layout), Whole).Average()
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
    public double Measure(FeatureSet kept) => MeasureEach(kept).Average();

    /// <summary>The metric of every prompt when only these nodes are kept.</summary>
    /// <exception cref="DictionaryException">The nodes are those of another task.</exception>
    /// <exception cref="PromptException">Features are to be taken from corrupted prompts, and the task has none.</exception>
    /// <exception cref="ObjectDisposedException">The evaluator has been disposed.</exception>
    public double[] MeasureEach(FeatureSet kept) => MeasureEach(kept, _options);

    /// <summary>The share of the gap between the empty and the full model that these nodes close; NaN when there is no gap.</summary>
    public double Faithfulness(FeatureSet kept) => Share(Measure(kept));

    /// <summary>The share that everything but these nodes closes; 0 for a complete circuit.</summary>
    public double Completeness(FeatureSet kept) => Share(Measure(kept.Complement()));

    /// <summary>Faithfulness and completeness of the nodes that scores rank highest, for several sizes.</summary>
    /// <param name="ranked">Nodes, the most important ones first; those at sites that are never replaced are passed over.</param>
    /// <param name="sizes">Numbers of nodes.</param>
    /// <param name="progress">Told after every size.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="DictionaryException">A node is not one of the task's.</exception>
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
        var points = new List<FeatureCurvePoint>();
        foreach (var size in sizes.Where(size => size <= counted.Length).Distinct().Order())
        {
            cancellation.ThrowIfCancellationRequested();
            var kept = FeatureSet.Of(Task.Layout, counted.Take(size));
            points.Add(
                new FeatureCurvePoint(
                    size,
                    counted.Take(size).Count(node => node.IsError),
                    Faithfulness(kept),
                    Completeness(kept)
                )
            );
            progress?.Report(new ScoringProgress(points.Count, sizes.Count));
        }

        return new FeatureCurve(Full, Empty, points);
    }

    /// <summary>Whether a node is at a site that is replaced at all, and so counts towards a circuit's size.</summary>
    public bool Counts(FeatureNode node) =>
        node.Site.Layer >= _options.FirstBlockOf(Task)
        && (
            !node.IsError
            || _options.Errors switch
            {
                ErrorHandling.AsNodes => true,
                ErrorHandling.ResidualOnly => node.Site.Hook is HookSite.ResidualPost or HookSite.ResidualPre,
                _ => false,
            }
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _standIns.Dispose();
    }

    private FeatureEvaluationOptions Whole => _options with { Errors = ErrorHandling.AsNodes };

    private double Share(double metric) => Full == Empty ? double.NaN : (metric - Empty) / (Full - Empty);

    private double[] MeasureEach(FeatureSet kept, FeatureEvaluationOptions options)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Task.Layout.RequireSame(kept.Layout, "nodes");
        return [.. FeatureAblation.Losses(Task, kept, options, _standIns).Select(Task.AsMetric)];
    }
}
