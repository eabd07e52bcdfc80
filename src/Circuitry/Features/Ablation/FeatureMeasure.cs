namespace Circuitry.Features;

/// <summary>
/// How sets of features are measured: by running them alone, with the rest replaced as the options say ("Sparse Feature
/// Circuits", section 3.3). Give it a task on prompts that the circuit was not found on. Owns what replaces features.
/// </summary>
public sealed class FeatureMeasure : IMeasured, IDisposable
{
    private readonly StandIns _standIns;
    private bool _isDisposed;

    /// <summary>Binds a task, which stays the caller's.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How circuits are run; null for the defaults.</param>
    public FeatureMeasure(FeatureTask task, FeatureEvaluationOptions? options = null)
    {
        (Task, Options) = (task, options ?? new FeatureEvaluationOptions());
        _standIns = StandIns.Of(task, Options.Ablation);
    }

    /// <summary>The task.</summary>
    public FeatureTask Task { get; }

    /// <summary>The options by which circuits are run.</summary>
    public FeatureEvaluationOptions Options { get; }

    /// <summary>All features and error terms there are.</summary>
    public FeatureUnits Units => Task.Units;

    Units IMeasured.Units => Units;

    /// <inheritdoc/>
    public Metric Metric => Task.Metric;

    /// <inheritdoc/>
    /// <exception cref="UnitsException">The units are others than the task's.</exception>
    /// <exception cref="PromptException">Features are to be taken from corrupted prompts, and the task has none.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed, or the task's model is.</exception>
    public double[] MeasureEach(UnitSet kept) => MeasureEach(kept, Options);

    /// <summary>The metric, the mean over prompts, when only these units are kept.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double Measure(UnitSet kept) => MeasureEach(kept).Average();

    /// <summary>The metric of every prompt of the whole model.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double[] MeasureFull() => MeasureEach(UnitSet.All(Units), Whole);

    /// <summary>The metric of every prompt when every feature and every error term is replaced, whatever becomes of error terms.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double[] MeasureEmpty() => MeasureEach(UnitSet.None(Units), Whole);

    /// <summary>Whether a feature is at a site that is replaced at all, and so counts towards a circuit's size.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public bool Counts(int unit) => Options.Counts(Task, Units[unit]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _standIns.Dispose();
    }

    private FeatureEvaluationOptions Whole => Options with { Errors = ErrorHandling.AsNodes };

    private double[] MeasureEach(UnitSet kept, FeatureEvaluationOptions options)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Units.Require(kept.Units, "the nodes");
        // A metric and its loss are one another's negative, or the same.
        return [.. FeatureAblation.Losses(Task, kept, options, _standIns).Select(Metric.AsLoss)];
    }
}
