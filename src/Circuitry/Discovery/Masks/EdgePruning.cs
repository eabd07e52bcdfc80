namespace Circuitry.Discovery.Masks;

/// <summary>
/// Edge pruning (Bhaskar et al. 2024): hard concrete gates on edges, and if asked for on writers, trained on the metric as a
/// loss while a Lagrangian holds the sparsity of the drawn gates to a target that rises in a warm-up.
/// </summary>
/// <remarks>
/// At the end as many gates are kept as the gates without noise add up to, those with the greatest logits; an edge is kept
/// when its own gate and its writer's are. Training can end off its target: <see cref="LearnedMask.TargetMissed"/> says so, and so
/// do the circuit's method and reports. Every step sees all prompts; Adam has no weight decay.
/// </remarks>
[Algorithm(
    "edge pruning",
    "Trains gates on edges to a target sparsity (edge pruning; Bhaskar et al. 2024)",
    Parameter = "The share of edges to remove",
    OnlyByName = true,
    EdgesOnly = "for nodes and neurons there is SubnetworkProbing"
)]
public sealed class EdgePruning : IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly EdgePruningOptions _options;
    private readonly MaskLayout _layout;

    /// <summary>Binds a training to an experiment. Emitted drivers call this.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="UnsuitableMethodException">The graph's units are not edges.</exception>
    public EdgePruning(GraphExperiment experiment, EdgePruningOptions options)
    {
        Algorithm.Require<EdgePruning>(experiment);
        const string positive = "positive and finite";
        MaskSettings.CheckCourse(options.Steps, options.LearningRate, options.LearningRateSchedule);
        MaskSettings.Check(
            options.TargetSparsity is >= 0 and <= 2,
            nameof(options.TargetSparsity),
            options.TargetSparsity,
            "between 0 and 2"
        );
        MaskSettings.Check(
            options.TargetWriterSparsity is null or (>= 0 and <= 2),
            nameof(options.TargetWriterSparsity),
            options.TargetWriterSparsity,
            "between 0 and 2, or null"
        );
        MaskSettings.Check(
            options.WarmupSteps >= 0 && options.WarmupSteps <= options.Steps,
            nameof(options.WarmupSteps),
            options.WarmupSteps,
            "from 0 to Steps"
        );
        MaskSettings.Check(
            options.MultiplierLearningRate > 0 && double.IsFinite(options.MultiplierLearningRate),
            nameof(options.MultiplierLearningRate),
            options.MultiplierLearningRate,
            positive
        );
        MaskSettings.Check(
            double.IsFinite(options.InitialLogit),
            nameof(options.InitialLogit),
            options.InitialLogit,
            "finite"
        );
        MaskSettings.Check(
            options.InitialSpread >= 0 && double.IsFinite(options.InitialSpread),
            nameof(options.InitialSpread),
            options.InitialSpread,
            "a finite number from 0"
        );
        _experiment = experiment;
        _options = options;
        _layout = options.TargetWriterSparsity is null
            ? MaskLayout.Of(experiment.Units, MaskUnits.Edges)
            : EdgeMaskLayout.OfEdgesAndWriters(EdgeGroupUnits.Of(experiment.Units, "the gates"));
    }

    /// <summary>The algorithm as it takes part in a comparison, at several target sparsities.</summary>
    /// <param name="targetSparsities">The shares of edges to remove.</param>
    /// <param name="options">How to train; its target is not used. Null for the defaults.</param>
    public static Contender Contender(IReadOnlyList<double> targetSparsities, EdgePruningOptions? options = null) =>
        Discovery.Contender.OfSearch<EdgePruning, EdgePruningOptions>(
            "target sparsity",
            targetSparsities,
            (options ?? new EdgePruningOptions { TargetSparsity = 0 }) with
            {
                TargetSparsity = 0,
            },
            (settings, target) => settings with { TargetSparsity = target },
            (experiment, settings, run) =>
                new EdgePruning(experiment, settings).Train(run.Progress, run.Cancellation).ToResult()
        );

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender([0.5, 0.7, 0.8, 0.9, 0.95, 0.98]);

    static long IAlgorithm.Passes(GraphExperiment experiment) =>
        6 * 3 * new EdgePruningOptions { TargetSparsity = 0 }.Steps;

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
        using var edges = Constraint("edges", _layout.Groups[0], _options.TargetSparsity);
        using var writers = _options.TargetWriterSparsity is { } target
            ? Constraint("writers", _layout.Groups[1], target)
            : null;
        var checkpoint = _options.Checkpoint is { } path
            ? new StepCheckpoint(path, SearchFingerprint.Of(_experiment, _options), _options.CheckpointInterval)
            : null;
        var (logits, _) = new MaskTrainer(_experiment, _layout, writers is null ? [edges] : [edges, writers])
        {
            Steps = _options.Steps,
            Seed = _options.Seed,
            LearningRate = step => _options.LearningRate * _options.LearningRateSchedule.At(step, _options.Steps),
            InitialLogit = _options.InitialLogit,
            InitialSpread = _options.InitialSpread,
            Checkpoint = checkpoint,
        }.Train(progress, cancellation);
        var rounded = Round(logits);
        return new LearnedMask(
            _experiment,
            _layout.UnitValues(LearnedMask.ProbabilitiesOf(logits), always: 1),
            _layout.UnitValues(rounded, always: 1).Index().Where(unit => unit.Item == 1).Select(unit => unit.Index),
            Method(),
            [
                .. _layout.Groups.Select(
                    (group, index) =>
                        new MaskSparsity(
                            index == 0 ? "edges" : "writers",
                            group.Count,
                            (int)rounded.AsSpan(group.First, group.Count).ToArray().Sum(),
                            index == 0 ? _options.TargetSparsity : _options.TargetWriterSparsity
                        )
                ),
            ]
        );
    }

    private SparsityConstraint Constraint(string name, (int First, int Count) gates, double target) =>
        new(
            name,
            gates,
            step => target * Math.Min(1, (step + 1.0) / Math.Max(1, _options.WarmupSteps)),
            _options.MultiplierLearningRate,
            _experiment.Transformer.Device
        );

    /// <summary>1 for the gates that stay and 0 for the others, group by group.</summary>
    private double[] Round(double[] logits)
    {
        var kept = new double[logits.Length];
        foreach (var (first, count) in _layout.Groups)
        {
            var sum = logits.AsSpan(first, count).ToArray().Sum(HardConcrete.ValueOf);
            var best = Enumerable
                .Range(first, count)
                .OrderByDescending(gate => logits[gate])
                .Take((int)Math.Round(sum));
            foreach (var gate in best)
            {
                kept[gate] = 1;
            }
        }

        return kept;
    }

    private CircuitMethod Method() => new() { Name = "edge pruning", Settings = MethodSettings.Of(_options) };
}
