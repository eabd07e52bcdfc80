using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// Edge attribution patching (EAP; Syed et al. 2023, "Attribution Patching Outperforms Automated Circuit Discovery"): an
/// edge's score is (ablated writer - clean writer) . d loss / d reader's input at the clean run. At node granularity this is
/// attribution patching.
/// </summary>
/// <remarks>
/// Phase 1 runs the clean and the corrupted prompts and keeps what writers write, heads before W_O. Phase 2 takes the
/// gradient of the loss at every reader, block by block. Phase 3 contracts the two in tiles. Memory grows with layers, not
/// with heads, and nothing of the shape [writer, batch, position, d_model] is made.
/// </remarks>
[Algorithm(
    "EAP",
    "Scores every unit by one gradient at the clean run (EAP; Syed et al. 2023)",
    GradientAtClean = "use IntegratedGradients, CleanCorrupted or ExactEffects, or a metric of the answers such as LogitDifference"
)]
public sealed class EdgeAttributionPatching : IUnitScoring, IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly ScoringOptions _options;

    /// <summary>Binds the method to an experiment. Emitted drivers call this.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How to score; null for the defaults.</param>
    /// <exception cref="UnsuitableMethodException">The metric is a <see cref="Divergence"/>, whose gradient is zero at the clean run.</exception>
    public EdgeAttributionPatching(GraphExperiment experiment, ScoringOptions? options = null)
    {
        Algorithm.Require<EdgeAttributionPatching>(experiment);
        _experiment = experiment;
        _options = options ?? new ScoringOptions();
    }

    /// <summary>The algorithm as it takes part in a comparison.</summary>
    /// <param name="options">How to score; null for the defaults.</param>
    public static Contender Contender(ScoringOptions? options = null) =>
        Discovery.Contender.OfScoring<EdgeAttributionPatching, ScoringOptions>(
            options ?? new ScoringOptions(),
            (experiment, settings) => new EdgeAttributionPatching(experiment, settings)
        );

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) => Contender();

    static long IAlgorithm.Passes(GraphExperiment experiment) => 5;

    /// <inheritdoc/>
    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var scores = Scoring.Sum(
            _experiment,
            nameof(EdgeAttributionPatching),
            _options,
            PromptParts.Of(_experiment, _options),
            part => new AttributionContext(_experiment, _options, part),
            1,
            (context, _) => context.Score(null, null, cancellation),
            progress,
            cancellation
        );
        return Scoring.Units(_experiment, scores, Scoring.Method(_experiment, "EAP", _options, ("gradient", "clean")));
    }
}
