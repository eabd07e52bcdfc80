namespace Circuitry.Discovery.Masks;

/// <summary>
/// Subnetwork probing (Cao et al. 2021, as the baseline of "Towards Automated Circuit Discovery", section 4): hard concrete
/// gates between what writers write and what replaces it, trained on the metric as a loss plus lambda times the
/// expected density.
/// </summary>
/// <remarks>
/// Gates act in the residual stream, before norms. A gate of a query, key or value input therefore interpolates what the
/// projection reads; without a norm that is the paper's interpolation of the projection itself. Under zero ablation biases
/// stay, and a gate lets them through. At the end gates are rounded, one stays when it is open more often than not, where
/// the paper's program draws once more. Lambda is a price and no target: how sparse the circuit is comes out, and stands in
/// <see cref="LearnedMask.Sparsity"/>, the circuit's method and reports.
/// </remarks>
[Algorithm(
    "SP",
    "Trains gates against their expected density (subnetwork probing; Cao et al. 2021)",
    Parameter = "The cost of the expected density, in the metric's units",
    OnlyByName = true
)]
public sealed class SubnetworkProbing : IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly SubnetworkProbingOptions _options;
    private readonly MaskLayout _layout;
    private readonly MaskUnits _units;

    /// <summary>Binds a training to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">A setting is out of range, or the graph has no such units.</exception>
    public SubnetworkProbing(GraphExperiment experiment, SubnetworkProbingOptions options)
    {
        MaskSettings.Check(
            options.Lambda >= 0 && double.IsFinite(options.Lambda),
            nameof(options.Lambda),
            options.Lambda,
            "a finite number from 0"
        );
        MaskSettings.CheckCourse(options.Steps, options.LearningRate, options.LearningRateSchedule);
        MaskSettings.Check(
            options.LambdaSchedule.IsSound,
            nameof(options.LambdaSchedule),
            options.LambdaSchedule,
            MaskSettings.Sound
        );
        MaskSettings.Check(
            options.InitialValue is >= 0 and <= 1,
            nameof(options.InitialValue),
            options.InitialValue,
            "from 0 to 1"
        );
        MaskSettings.Check(
            options.Patience is null or > 0,
            nameof(options.Patience),
            options.Patience,
            "positive, or null"
        );
        MaskSettings.Check(
            options.LeastImprovement >= 0,
            nameof(options.LeastImprovement),
            options.LeastImprovement,
            "a number from 0"
        );
        _experiment = experiment;
        _options = options;
        _units = options.Units ?? MaskLayout.Own(experiment.Units);
        _layout = MaskLayout.Of(experiment.Units, _units);
    }

    /// <summary>The algorithm as it takes part in a comparison, at several lambdas.</summary>
    /// <param name="lambdas">The lambdas.</param>
    /// <param name="options">How to train; its lambda is not used. Null for the defaults.</param>
    public static Contender Contender(IReadOnlyList<double> lambdas, SubnetworkProbingOptions? options = null)
    {
        options = (options ?? new SubnetworkProbingOptions { Lambda = 0 }) with { Lambda = 0 };
        return Discovery.Contender.OfSearch<SubnetworkProbing, SubnetworkProbingOptions>(
            "lambda",
            lambdas,
            options,
            (settings, lambda) => settings with { Lambda = lambda },
            (experiment, settings, run) =>
                new SubnetworkProbing(experiment, settings).Train(run.Progress, run.Cancellation).ToResult(),
            options.Units is MaskUnits.Writers or MaskUnits.Components ? "SP (nodes)" : null
        );
    }

    // From a hundredth of the gap to three times it.
    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender([.. Enumerable.Range(0, 6).Select(i => Sweeps.Rounded(gap * Math.Pow(10, i / 2.0 - 2)))]);

    static long IAlgorithm.Passes(GraphExperiment experiment) =>
        6 * 3 * new SubnetworkProbingOptions { Lambda = 0 }.Steps;

    /// <summary>Trains, and rounds the mask to a circuit.</summary>
    /// <inheritdoc cref="Train"/>
    public Circuit Discover(IProgress<Progress>? progress = null, CancellationToken cancellation = default) =>
        Train(progress, cancellation).Circuit;

    /// <summary>Trains.</summary>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops the training at the next step; with a checkpoint it can be resumed.</param>
    /// <exception cref="OperationCanceledException">The training was cancelled; the checkpoint, if one was asked for, is written.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be written, or belongs to another search.</exception>
    /// <exception cref="MaskTrainingException">The loss is not a finite number.</exception>
    public LearnedMask Train(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        using var penalty = new DensityPenalty(
            _layout,
            step => _options.Lambda * _options.LambdaSchedule.At(step, _options.Steps),
            _experiment.Transformer.Device
        );
        var checkpoint = _options.Checkpoint is { } path
            ? new StepCheckpoint(path, SearchFingerprint.Of(_experiment, _options), _options.CheckpointInterval)
            : null;
        var (logits, steps) = new MaskTrainer(_experiment, _layout, [penalty])
        {
            Steps = _options.Steps,
            Seed = _options.Seed,
            LearningRate = step => _options.LearningRate * _options.LearningRateSchedule.At(step, _options.Steps),
            InitialLogit = HardConcrete.LogitOf(_options.InitialValue),
            Patience = _options.Patience is { } patience
                ? new MaskPatience(
                    patience,
                    _options.LeastImprovement,
                    (int)Math.Ceiling(_options.LambdaSchedule.To * _options.Steps)
                )
                : null,
            Checkpoint = checkpoint,
        }.Train(progress, cancellation);
        var probabilities = _layout.UnitValues(LearnedMask.ProbabilitiesOf(logits), always: 1);
        return new LearnedMask(
            _experiment,
            probabilities,
            Enumerable.Range(0, probabilities.Length).Where(unit => probabilities[unit] >= 0.5),
            Method(steps),
            [
                new MaskSparsity(
                    _units.ToString().ToLowerInvariant(),
                    _layout.Count,
                    LearnedMask.ProbabilitiesOf(logits).Count(probability => probability >= 0.5),
                    Target: null
                ),
            ]
        );
    }

    private CircuitMethod Method(int steps) =>
        new()
        {
            Name = "subnetwork probing",
            Settings = MethodSettings.Of(_options, ("units", _units), ("steps_taken", steps)),
        };
}
