using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// The threshold at which ACDC keeps at most so many units, and the circuit: from a threshold as large as the effect of all
/// units together down by powers of ten until the circuit is too large, and then by bisection.
/// </summary>
/// <remarks>
/// <para>
/// The number of kept units is a step function of the threshold and need not fall: a unit that goes at a higher threshold can
/// make others matter. What is certain: the circuit fits; it is the one that <see cref="AcdcSearch"/> finds at the recorded
/// threshold; no threshold tried gives a larger one that fits; and the same search gives the same one. Thresholds below 0 are
/// not tried.
/// </para>
/// <para>
/// A search tells for which thresholds its decisions hold, so that the bracket closes exactly: it is recorded as closed when
/// no threshold lies between the last one for which a circuit is too large and the first for which this one is found; as open
/// when the rounds ended before, or the size was met to the unit; and as none when the circuit at threshold 0 fits. Every
/// threshold tried and its size is recorded too.
/// </para>
/// </remarks>
[Algorithm(
    "ACDC of a size",
    "Finds the threshold at which ACDC gives the largest circuit of no more than a number of units",
    NotNeurons = AcdcSettings.ForNeurons,
    Parameter = "How many units the circuit may have"
)]
public sealed class AcdcTargetSize
{
    private readonly GraphExperiment _experiment;
    private readonly AcdcTargetSizeOptions _options;

    /// <summary>Binds a search to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">A number is out of range, or paper mode does not suit the graph.</exception>
    /// <exception cref="UnitsException">The predictions are of other units.</exception>
    public AcdcTargetSize(GraphExperiment experiment, AcdcTargetSizeOptions options)
    {
        if (options.Most < 0 || options.ThresholdsPerRound < 1 || options.Rounds < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"at most {options.Most} units, {options.ThresholdsPerRound} thresholds in each of {options.Rounds} rounds; ask for 0 units or more, 1 threshold or more and 0 rounds or more"
                ),
                nameof(options)
            );
        }

        options.CheckFit(experiment);
        _experiment = experiment;
        _options = options;
    }

    /// <summary>Searches.</summary>
    /// <param name="progress">Notified after every reader.</param>
    /// <param name="cancellation">Stops the search at the next reader; with a checkpoint it can be resumed.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    /// <exception cref="SelectionException">Even at the highest threshold more units stay.</exception>
    public Circuit Discover(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var traversal = new AcdcTraversal(_experiment, _options, IncrementalForward.DefaultBudget);
        var circuits = new AcdcCircuits(_experiment, _options, traversal.Full);
        var bracket = new AcdcBracket(_options);
        var meter = new AcdcMeter(traversal.Work);
        // A search that goes on repeats the rounds, and finds done what was.
        var next = bracket.First(Math.Abs(traversal.Full - circuits.Empty));
        while (next.Count > 0)
        {
            traversal.Add(_options.Order, next);
            var total = traversal.Branches.Sum(branch => branch.Thresholds.Length);
            traversal.Run(branch => progress?.Report(meter.Of(traversal, branch, total)), null, cancellation);
            bracket.Take(next, traversal.Done);
            next = bracket.Next();
        }

        var (threshold, found) = bracket.Largest;
        return circuits.Of(
            found,
            threshold,
            ("bracket", bracket.State),
            ("most", FormattableString.Invariant($"{_options.Most}")),
            ("sizes", bracket.ToString())
        );
    }
}
