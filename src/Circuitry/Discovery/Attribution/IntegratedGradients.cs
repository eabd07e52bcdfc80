using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry.Discovery.Attribution;

/// <summary>Options of integrated gradients.</summary>
public sealed record IntegratedGradientsOptions : ScoringOptions
{
    /// <summary>
    /// The way from the ablated model to the clean one; null for <see cref="EmbeddingPath"/> where the empty circuit is the corrupted
    /// run, and <see cref="ActivationPath"/> elsewhere.
    /// </summary>
    public IntegrationPath? Path { get; init; }

    /// <summary>The points of the path at which gradients are taken, with their weights.</summary>
    public required IntegrationRule Rule { get; init; }
}

/// <summary>
/// Edge attribution patching with integrated gradients: an edge's score is (ablated writer - clean writer) . the mean of
/// d loss / d reader's input along a path. Path and rule are named types and are recorded with the scores.
/// </summary>
[Algorithm(
    "EAP-IG",
    "Scores every unit by gradients integrated along a path (EAP-IG; Hanna et al. 2024, equation 3)",
    Parameter = "Where on the path gradients are taken"
)]
public sealed class IntegratedGradients : IUnitScoring, IAlgorithm
{
    private readonly GraphExperiment _experiment;
    private readonly IntegratedGradientsOptions _options;
    private readonly IntegrationPath _path;

    /// <summary>Binds the method to an experiment. Emitted drivers call this.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="options">Path and rule.</param>
    /// <exception cref="UnsuitableMethodException">
    /// The path does not fit the experiment's ablation; or the rule takes gradients at the clean run only, where the metric's
    /// is zero.
    /// </exception>
    public IntegratedGradients(GraphExperiment experiment, IntegratedGradientsOptions options)
    {
        _path = options.Path ?? (experiment.Ablation.EndsInCorruptedRun ? new EmbeddingPath() : new ActivationPath());
        _path.Check(experiment);
        if (options.Rule.Points.All(point => point.At == 1) && experiment.Metric is Divergence)
        {
            throw experiment.Unsuitable(
                $"{options.Rule} takes gradients at the clean run only, where a distance from the full model is least and its gradient zero: every score would be 0 or rounding; use a rule with points on the way, such as {nameof(GaussLegendreRule)}, or a metric of the answers such as {nameof(LogitDifference)}"
            );
        }

        _experiment = experiment;
        _options = options with { Path = _path };
    }

    /// <summary>The algorithm as it takes part in a comparison, named with its number of steps.</summary>
    /// <param name="options">Path and rule.</param>
    public static Contender Contender(IntegratedGradientsOptions options) =>
        Discovery.Contender.OfScoring<IntegratedGradients, IntegratedGradientsOptions>(
            options,
            (experiment, settings) => new IntegratedGradients(experiment, settings),
            FormattableString.Invariant($"EAP-IG({options.Rule.Steps})")
        );

    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender(new IntegratedGradientsOptions { Rule = new GaussLegendreRule(5) });

    static long IAlgorithm.Passes(GraphExperiment experiment) => 17;

    /// <inheritdoc/>
    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var points = _options.Rule.Points;
        var lines = _path.Lines(_experiment.Graph);
        var scores = Scoring.Sum(
            _experiment,
            nameof(IntegratedGradients),
            _options,
            _path.Parts(_experiment, _options),
            part => _path.Prepare(_experiment, _options, part),
            lines * points.Count,
            (path, step) =>
            {
                var point = points[step % points.Count];
                var at = path.At(step / points.Count, point.At, cancellation);
                return Ops.Scale(at, point.Weight / lines);
            },
            progress,
            cancellation
        );
        return Scoring.Units(_experiment, scores, Method(points, lines));
    }

    private CircuitMethod Method(IReadOnlyList<IntegrationPoint> points, int lines) =>
        Scoring.Method(
            _experiment,
            "EAP-IG",
            _options,
            ("components", lines.ToString(CultureInfo.InvariantCulture)),
            ("path", _path.Name),
            ("path_start", _path.Start),
            ("path_end", "clean run"),
            ("points", string.Join(' ', points.Select(point => point.At.ToString("R", CultureInfo.InvariantCulture)))),
            ("rule", _options.Rule.Name),
            ("steps", _options.Rule.Steps.ToString(CultureInfo.InvariantCulture))
        );
}
