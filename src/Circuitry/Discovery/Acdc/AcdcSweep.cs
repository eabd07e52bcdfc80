using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// ACDC at many thresholds in one traversal. Searches at different thresholds make the same decisions until a unit's effect
/// lies between them; up to there they run as one. Each circuit is, to the bit, the one that <see cref="AcdcSearch"/> finds.
/// </summary>
/// <remarks>
/// With <see cref="AcdcSettings.Predictions"/>, searches that run as one are batched as one of them would be, so that circuits
/// have the same units as those of separate searches and numbers that differ in rounding at most.
/// </remarks>
[Algorithm(
    "ACDC sweep",
    "Runs ACDC at several thresholds, which share what they decide alike",
    NotNeurons = AcdcSettings.ForNeurons,
    Parameter = "The thresholds, all different, in the metric's units"
)]
public sealed class AcdcSweep
{
    private readonly GraphExperiment _experiment;
    private readonly AcdcSweepOptions _options;

    /// <summary>Binds a sweep to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">
    /// There is no threshold, one is not a finite number or is given twice, or paper mode does not suit the graph.
    /// </exception>
    /// <exception cref="UnitsException">The predictions are of other units.</exception>
    public AcdcSweep(GraphExperiment experiment, AcdcSweepOptions options)
    {
        if (options.Thresholds.Count == 0)
        {
            throw new ArgumentException("the sweep has no thresholds; give one or more", nameof(options));
        }

        foreach (var threshold in options.Thresholds)
        {
            AcdcSettings.CheckFinite(threshold);
        }

        if (
            options.Thresholds.CountBy(threshold => threshold).FirstOrDefault(pair => pair.Value > 1) is
            { Value: > 1 } twice
        )
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the threshold {twice.Key} is given {twice.Value} times; give each once"),
                nameof(options)
            );
        }

        options.CheckFit(experiment);
        _experiment = experiment;
        _options = options;
    }

    /// <summary>See <see cref="IncrementalForward.Budget"/>; speed and memory depend on it, decisions do not.</summary>
    internal long Budget { get; init; } = IncrementalForward.DefaultBudget;

    /// <summary>Searches at every threshold.</summary>
    /// <param name="progress">Notified after every reader.</param>
    /// <param name="cancellation">Stops the sweep at the next reader; with a checkpoint it can be resumed.</param>
    /// <returns>
    /// A run for every threshold, ascending. After a cancellation, those that did not end have no circuit and say so.
    /// </returns>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    public IReadOnlyList<AcdcRun> Discover(
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var traversal = new AcdcTraversal(_experiment, _options, Budget);
        traversal.Add(_options.Order, _options.Thresholds);
        var meter = new AcdcMeter(traversal.Work);
        try
        {
            traversal.Run(
                branch => progress?.Report(meter.Of(traversal, branch, _options.Thresholds.Count)),
                null,
                cancellation
            );
        }
        catch (OperationCanceledException)
        {
            // Runs say themselves whether they ended.
        }

        var circuits = new AcdcCircuits(_experiment, _options, traversal.Full);
        return
        [
            .. traversal
                .Branches.SelectMany(branch => branch.Thresholds.Select(threshold => Run(branch, threshold, circuits)))
                .OrderBy(run => run.Threshold),
        ];
    }

    private static AcdcRun Run(AcdcBranch branch, double threshold, AcdcCircuits circuits) =>
        branch.IsDone
            ? new AcdcRun
            {
                Threshold = threshold,
                Status = SweepStatus.Finished,
                Circuit = circuits.Of(branch, threshold),
                Above = branch.State.Above,
                UpTo = branch.State.UpTo,
            }
            : new AcdcRun
            {
                Threshold = threshold,
                Status = branch.HasBegun ? SweepStatus.CutShort : SweepStatus.NotStarted,
            };
}
