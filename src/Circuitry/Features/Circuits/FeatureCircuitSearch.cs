using System.Globalization;

namespace Circuitry.Features;

/// <summary>Finds a circuit of features: scores nodes, keeps the important ones, and weighs the edges between all of them.</summary>
public sealed class FeatureCircuitSearch
{
    private readonly FeatureTask _task;
    private readonly FeatureCircuitOptions _options;

    /// <summary>Binds a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="options">How to find the circuit.</param>
    /// <exception cref="ArgumentException">Both a threshold and a number of nodes are given, or neither, or one is out of range.</exception>
    public FeatureCircuitSearch(FeatureTask task, FeatureCircuitOptions options)
    {
        if (options.NodeThreshold.HasValue == options.Nodes.HasValue)
        {
            throw new ArgumentException(
                "give either NodeThreshold or Nodes: a circuit is chosen by a threshold on scores or by its size",
                nameof(options)
            );
        }

        if (options.NodeThreshold is not (null or >= 0) || options.Nodes < 1 || !(options.EdgeThreshold >= 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"thresholds are 0 or more and a circuit has at least one node; found NodeThreshold {options.NodeThreshold}, Nodes {options.Nodes}, EdgeThreshold {options.EdgeThreshold}"
                ),
                nameof(options)
            );
        }

        (_task, _options) = (task, options);
    }

    /// <summary>Finds the circuit.</summary>
    /// <param name="progress">Told how far the scoring, and after it the edges, have come.</param>
    /// <param name="cancellation">Stops it; with a checkpoint the scoring can be resumed.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of other work or damaged, or cannot be written.</exception>
    public Circuit Discover(IProgress<Progress>? progress = null, CancellationToken cancellation = default) =>
        Discover(Score(progress, cancellation), progress, cancellation);

    /// <summary>Finds the circuit from scores at hand.</summary>
    /// <param name="scores">Scores of the same task.</param>
    /// <param name="progress">Told how far the edges have come.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="UnitsException">The scores are of a task with other sites, dictionaries or positions.</exception>
    public Circuit Discover(
        UnitScores scores,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        _task.Units.Require(scores.Units, "the scores");
        var kept = _options.Nodes is { } count ? scores.Top(count) : scores.Above(_options.NodeThreshold!.Value);
        var edges = new FeatureEdges(_task, kept).Find(progress, cancellation);
        using var measure = new FeatureMeasure(_task, _options.Evaluation);
        return new Circuit(
            _task.Units,
            kept.Indices.Select(unit => (unit, scores.Values[unit])),
            edges: edges.Where(edge => Math.Abs(edge.Weight) > _options.EdgeThreshold)
        )
        {
            Measure = new CircuitMeasure
            {
                Metric = _task.Metric.Name,
                Full = measure.MeasureFull().Average(),
                Circuit = measure.Measure(kept),
                Empty = measure.MeasureEmpty().Average(),
            },
            Provenance = FeatureCircuitProvenance.Of(_task, Method(scores.Method)),
        };
    }

    private UnitScores Score(IProgress<Progress>? progress, CancellationToken cancellation)
    {
        var options = new FeatureScoringOptions { Checkpoint = _options.Checkpoint };
        FeatureScoring scoring = _options.Rule is { } rule
            ? new FeatureIntegratedGradients(_task, rule, options)
            : new FeatureAttribution(_task, options);
        return scoring.Run(progress, cancellation);
    }

    private CircuitMethod Method(CircuitMethod scoring)
    {
        var evaluation = _options.Evaluation;
        return scoring with
        {
            Settings = new SortedDictionary<string, string>(
                scoring.Settings.ToDictionary(pair => pair.Key, pair => pair.Value),
                StringComparer.Ordinal
            )
            {
                ["nodes"] = _options.Nodes is { } count ? Text(count) : "above " + Text(_options.NodeThreshold!.Value),
                ["edges"] = "above " + Text(_options.EdgeThreshold),
                ["evaluation"] = FormattableString.Invariant(
                    $"{evaluation.Ablation} ablation from block {evaluation.FirstBlockOf(_task)}, error terms {evaluation.Errors}"
                ),
            },
        };
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
