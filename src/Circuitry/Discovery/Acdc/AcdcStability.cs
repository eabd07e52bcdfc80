using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// The stability of ACDC's circuit under the order in which units are tried: the same search in several orders drawn from seeds.
/// </summary>
[Algorithm(
    "ACDC stability",
    "Counts how often each unit is kept when ACDC tries units in random orders",
    NotNeurons = AcdcSettings.ForNeurons,
    Parameter = "A unit goes when its removal raises the loss by less than this, in the metric's units"
)]
public sealed class AcdcStability
{
    private readonly GraphExperiment _experiment;
    private readonly AcdcStabilityOptions _options;

    /// <summary>Binds the searches to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">
    /// The threshold is not a finite number, there are fewer than two orders, or paper mode does not suit the graph.
    /// </exception>
    /// <exception cref="UnitsException">The predictions are of other units.</exception>
    public AcdcStability(GraphExperiment experiment, AcdcStabilityOptions options)
    {
        AcdcSettings.CheckFinite(options.Threshold);
        if (options.Orders < 2)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"stability is to be measured over {options.Orders} orders; two or more can differ"
                ),
                nameof(options)
            );
        }

        options.CheckFit(experiment);
        _experiment = experiment;
        _options = options;
    }

    /// <summary>Searches in every order.</summary>
    /// <param name="progress">Notified after every reader.</param>
    /// <param name="cancellation">Stops the searches at the next reader; with a checkpoint they can be resumed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    public UnitStability Measure(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var traversal = new AcdcTraversal(_experiment, _options, IncrementalForward.DefaultBudget);
        AcdcOrder[] orders =
        [
            .. Enumerable.Range(0, _options.Orders).Select(i => AcdcOrder.Shuffled(unchecked(_options.Seed + i))),
        ];
        // What was added last goes on first.
        foreach (var order in orders.Reverse())
        {
            traversal.Add(order, [_options.Threshold]);
        }

        var meter = new AcdcMeter(traversal.Work);
        traversal.Run(branch => progress?.Report(meter.Of(traversal, branch, _options.Orders)), null, cancellation);
        var circuits = new AcdcCircuits(_experiment, _options, traversal.Full);
        return new UnitStability(
            _experiment.Units,
            [
                .. orders
                    .Select(order => traversal.Done.Single(branch => branch.Schedule.Order == order))
                    .Select(branch => circuits.Of(branch, _options.Threshold)),
            ]
        );
    }
}
