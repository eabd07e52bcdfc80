using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// Automatic circuit discovery ("Towards Automated Circuit Discovery", algorithm 1): from the logits back, remove every
/// unit whose removal raises the loss by less than a threshold, each tested against the current subgraph.
/// </summary>
/// <remarks>
/// The decisions are those of one masked forward pass per unit. What makes it fast:
/// (1) Prefix: upstream of the reader visited nothing has changed, so nothing there is computed.
/// (2) Sparse downstream: only nodes with a kept path to the logits are recomputed; a reader without one loses all its
/// edges untested.
/// (3) Speculation: several successive candidates run as one batch, each under the assumption that those before it do as
/// expected: that all go, or what predictions say. The batch is accepted up to the first that does otherwise.
/// </remarks>
[Algorithm(
    "ACDC",
    "Removes every unit whose removal raises the loss by less than a threshold (ACDC; \"Towards Automated Circuit Discovery\", algorithm 1)",
    Driver = "Acdc",
    NotNeurons = AcdcSettings.ForNeurons,
    Parameter = "A unit goes when its removal raises the loss by less than this, in the metric's units"
)]
public sealed class AcdcSearch : IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly AcdcOptions _options;

    /// <summary>Binds a search to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">The threshold is not a finite number, or paper mode does not suit the graph.</exception>
    /// <exception cref="UnitsException">The predictions are of other units.</exception>
    public AcdcSearch(GraphExperiment experiment, AcdcOptions options)
    {
        AcdcSettings.CheckFinite(options.Threshold);
        options.CheckFit(experiment);
        _experiment = experiment;
        _options = options;
    }

    /// <summary>See <see cref="IncrementalForward.Budget"/>; speed and memory depend on it, decisions do not.</summary>
    internal long Budget { get; init; } = IncrementalForward.DefaultBudget;

    /// <summary>The algorithm as it takes part in a comparison, at several thresholds.</summary>
    /// <param name="thresholds">The thresholds, all different, in the metric's units.</param>
    public static Contender Contender(params IReadOnlyList<double> thresholds) =>
        Contender(new AcdcSweepOptions { Thresholds = thresholds });

    /// <summary>The algorithm as it takes part in a comparison, with explicit options, whose checkpoint the comparison sets.</summary>
    /// <param name="options">The thresholds and how to search.</param>
    public static Contender Contender(AcdcSweepOptions options) => new AcdcContender(options);

    // From a millionth of the gap to the gap.
    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender([.. Enumerable.Range(0, 13).Select(i => Sweeps.Rounded(gap * Math.Pow(10, (i - 12) / 2.0)))]);

    static long IAlgorithm.Passes(GraphExperiment experiment) => 2L * experiment.Units.Count;

    /// <summary>Searches.</summary>
    /// <param name="progress">Notified after every reader.</param>
    /// <param name="trace">Receives every test, in order.</param>
    /// <param name="cancellation">Stops the search at the next reader; with a checkpoint it can be resumed.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    public Circuit Discover(
        IProgress<Progress>? progress = null,
        Action<AcdcStep>? trace = null,
        CancellationToken cancellation = default
    )
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var traversal = new AcdcTraversal(_experiment, _options, Budget);
        traversal.Add(_options.Order, [_options.Threshold]);
        var meter = new AcdcMeter(traversal.Work);
        traversal.Run(branch => progress?.Report(meter.Of(traversal, branch)), trace, cancellation);
        return new AcdcCircuits(_experiment, _options, traversal.Full).Of(traversal.Done[0], _options.Threshold);
    }
}
