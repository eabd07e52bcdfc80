using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>
/// Edge attribution patching with the mean of two gradients, one at the clean run and one at the corrupted run (Hanna et al.
/// 2024, "Have Faith in Faithfulness", the clean-corrupted variant).
/// </summary>
[Algorithm(
    "clean-corrupted",
    "Scores every unit by the mean of the gradients at the clean and at the corrupted run (Hanna et al. 2024)",
    CorruptedRun = "declare Corruption(Ablation.Interchange), or use IntegratedGradients along MaskPath or ActivationPath"
)]
public sealed class CleanCorrupted : IUnitScoring, IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly ScoringOptions _options;

    /// <summary>Binds the method to an experiment. Emitted drivers call this.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">How to score; null for the defaults.</param>
    /// <exception cref="UnsuitableMethodException">The ablation is not interchange, so that there is no corrupted run.</exception>
    public CleanCorrupted(GraphExperiment experiment, ScoringOptions? options = null)
    {
        Algorithm.Require<CleanCorrupted>(experiment);
        _experiment = experiment;
        _options = options ?? new ScoringOptions();
    }

    /// <summary>The algorithm as it takes part in a comparison.</summary>
    /// <param name="options">How to score; null for the defaults.</param>
    public static Contender Contender(ScoringOptions? options = null) =>
        Discovery.Contender.OfScoring<CleanCorrupted, ScoringOptions>(
            options ?? new ScoringOptions(),
            (experiment, settings) => new CleanCorrupted(experiment, settings)
        );

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) => Contender();

    static long IAlgorithm.Passes(GraphExperiment experiment) => 8;

    /// <inheritdoc/>
    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var scores = Scoring.Sum(
            _experiment,
            nameof(CleanCorrupted),
            _options,
            PromptParts.Of(_experiment, _options),
            part => new AttributionContext(_experiment, _options, part),
            2,
            (context, step) => context.Score(step == 0 ? null : context.Embedding(0), null, cancellation),
            progress,
            cancellation
        );
        return Scoring.Units(
            _experiment,
            Ops.Scale(scores, 0.5),
            Scoring.Method(_experiment, "clean-corrupted", _options, ("gradient", "clean and corrupted"))
        );
    }
}
