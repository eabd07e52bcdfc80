using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// The measured effect of every unit: how much the loss rises when it alone is removed from the full graph (activation
/// patching at node granularity, path patching of single edges otherwise).
/// </summary>
/// <remarks>
/// Upstream of one removed edge everything is clean, and downstream every edge is kept, so that the rest of the run is a
/// plain one: only the reader's own projection sees an input of its own, and the blocks behind it run fused, many removals
/// as rows of one batch. Memory grows with layers, not with heads.
/// </remarks>
[Algorithm("exact", "Measures what the removal of every single unit does to the loss")]
public sealed class ExactEffects : IUnitScoring, IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly ScoringOptions _options;

    /// <summary>Binds the method to an experiment. Emitted drivers call this.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How to score; null for the defaults.</param>
    public ExactEffects(GraphExperiment experiment, ScoringOptions? options = null)
    {
        _experiment = experiment;
        _options = options ?? new ScoringOptions();
    }

    /// <summary>The algorithm as it takes part in a comparison.</summary>
    /// <param name="options">How to score; null for the defaults.</param>
    public static Contender Contender(ScoringOptions? options = null) =>
        Discovery.Contender.OfScoring<ExactEffects, ScoringOptions>(
            options ?? new ScoringOptions(),
            (experiment, settings) => new ExactEffects(experiment, settings)
        );

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) => Contender();

    static long IAlgorithm.Passes(GraphExperiment experiment) => experiment.Units.Count;

    /// <inheritdoc/>
    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var context = new AttributionContext(_experiment, _options);
        using var run = new SingleRemovals(context);
        var clean = run.CleanLoss();
        var effects = zeros(_experiment.Units.Count, float64);
        var batches = run.Batches();
        Scoring.Run(
            _experiment,
            nameof(ExactEffects),
            _options,
            effects,
            batches.Count,
            batch =>
            {
                var (stage, removals) = batches[batch];
                var rises = run.Losses(stage, removals).Select(loss => loss - clean).ToArray();
                effects.scatter_(0, tensor([.. removals.Select(removal => (long)removal.Unit)]), tensor(rises));
            },
            progress,
            cancellation
        );
        return new UnitScores(
            _experiment.Units,
            MetricValues.Each(_experiment.Metric, effects),
            Scoring.Method(_experiment, "exact effects", _options, ("removed", "one unit at a time"))
        );
    }
}
