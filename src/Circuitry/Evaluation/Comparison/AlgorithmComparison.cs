using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>
/// Several algorithms on one experiment in one run, which share its clean and corrupted passes: how faithful what they keep
/// is at each size, and, where the circuit is known, how well they recover it.
/// </summary>
public sealed class AlgorithmComparison
{
    private readonly GraphExperiment _experiment;
    private readonly ComparisonOptions _options;
    private readonly IReadOnlyList<Contender> _contenders;

    /// <summary>Binds a comparison to an experiment. Emitted drivers call this.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">What is compared; null for every algorithm that suits, without a ground truth.</param>
    /// <exception cref="UnsuitableMethodException">An algorithm does not suit the experiment.</exception>
    /// <exception cref="UnitsException">The ground truth is of other units.</exception>
    /// <exception cref="EvaluationException">Two algorithms have one name, or there is no scale for default settings.</exception>
    public AlgorithmComparison(GraphExperiment experiment, ComparisonOptions? options = null)
    {
        _experiment = experiment;
        _options = options ?? new ComparisonOptions();
        if (_options.Truth is { } truth)
        {
            experiment.Units.Require(truth.Units, "the ground truth");
        }

        _contenders = _options.Contenders ?? Suitable(experiment);
        foreach (var contender in _contenders)
        {
            contender.Check(experiment);
        }

        if (_contenders.GroupBy(contender => contender.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new EvaluationException(
                $"{twice.Key} takes part twice; give one of the two another name with {nameof(Contender.Named)}"
            );
        }
    }

    /// <summary>
    /// Every algorithm that suits an experiment, at settings that follow from the gap between the metric of the full model and of the
    /// empty circuit.
    /// </summary>
    /// <exception cref="EvaluationException">There is no gap: the full model and the empty circuit measure the same.</exception>
    public static IReadOnlyList<Contender> Suitable(GraphExperiment experiment)
    {
        var gap = Math.Abs(
            experiment.Measure(UnitSet.All(experiment.Units)) - experiment.Measure(UnitSet.None(experiment.Units))
        );
        if (!(gap > 0) || !double.IsFinite(gap))
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"the full model and the empty circuit of {experiment.Declaration.Experiment} differ by {gap} in {experiment.Metric.Name}, which gives no scale for settings; look at the prompts, or give contenders of your own"
                )
            );
        }

        return [.. Algorithm.Of(experiment).Select(algorithm => algorithm.Default(experiment, gap))];
    }

    /// <summary>Runs every algorithm and judges what it found.</summary>
    /// <param name="progress">Notified of progress: of every algorithm, and of the steps of the one under way.</param>
    /// <param name="cancellation">Stops the run; with a checkpoint it can be resumed.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled; what was finished is kept if a checkpoint was asked for.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, or belongs to another comparison.</exception>
    public Comparison Run(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        using var gradients = no_grad();
        var store = _options.Jobs ?? (_options.Checkpoint is { } folder ? new JobFolder(folder) : null);
        var meter = new ProgressMeter(progress, "comparison", _contenders.Count, "algorithms");
        var judge = new FindingJudge(_experiment, _options);
        var entries = new List<ComparisonEntry>();
        foreach (var contender in _contenders)
        {
            cancellation.ThrowIfCancellationRequested();
            var own = meter.Step(entries.Count);
            own?.Report(new Progress { Stage = contender.Name, Done = 0 });
            var checkpoints = new SearchCheckpoints(_options.Checkpoint, contender.Name);
            // Without a store no work is told from other work.
            var finding = store is null
                ? Find(contender, checkpoints, own, cancellation)
                : store.Run(
                    contender.Name,
                    SearchFingerprint.Of(_experiment, contender.Identity),
                    () => Find(contender, checkpoints, own, cancellation)
                );
            if (store is not null)
            {
                checkpoints.Delete();
            }

            entries.Add(judge.Judge(contender, finding));
            meter.Report(entries.Count);
        }

        return new Comparison
        {
            Provenance = CircuitProvenance.Of(
                _experiment,
                new CircuitMethod
                {
                    Name = "comparison",
                    Settings = _contenders.ToDictionary(contender => contender.Name, contender => contender.Identity),
                }
            ),
            Units = _experiment.Units.Count,
            TruthUnits = _options.Truth?.Count,
            Full = judge.Full,
            Empty = judge.Empty,
            Entries = entries,
        };
    }

    private Finding Find(
        Contender contender,
        SearchCheckpoints checkpoints,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        try
        {
            return contender.Find(_experiment, checkpoints.Of, progress, cancellation);
        }
        catch (Exception e) when (e is DegenerateScoresException or MaskTrainingException)
        {
            // One that fails on this experiment is a result of the comparison, and must not cost the others theirs.
            return new Finding { Failure = e.Message };
        }
    }
}
