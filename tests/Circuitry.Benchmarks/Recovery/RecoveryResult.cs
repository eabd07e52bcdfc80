namespace Circuitry.Benchmarks;

/// <summary>All algorithms on one task under one ablation and metric.</summary>
internal sealed record RecoveryResult(
    RecoveryTask Task,
    Ablation Ablation,
    string Metric,
    IReadOnlyDictionary<string, string[]> Rows
)
{
    /// <summary>Few resamples: intervals of faithfulness are not what is asked.</summary>
    private static readonly Bootstrap Intervals = new() { Resamples = 1 };

    /// <summary>Runs them.</summary>
    public static RecoveryResult Of(RecoveryTask task, Ablation ablation, Metric metric)
    {
        using var experiment = task.Vary(ablation, metric);
        var units = experiment.Units;
        var gap = Math.Abs(experiment.Measure(UnitSet.All(units)) - experiment.Measure(UnitSet.None(units)));
        var comparison = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = RecoverySettings.Suitable(experiment, gap),
                Truth = task.Known(units),
                Bootstrap = Intervals,
            }
        ).Run();
        return new RecoveryResult(
            task,
            ablation,
            metric.Name,
            comparison.Entries.ToDictionary(entry => entry.Name, entry => Cells(entry, task.Structural?.Invoke(units)))
        );
    }

    /// <summary>The cells of an algorithm: edges, nodes, and edges against the structural circuit.</summary>
    public string[] Row(Contender algorithm) =>
        Rows.TryGetValue(algorithm.Name, out var cells) ? cells
        : RecoverySettings.IsTrained(algorithm.Algorithm) ? ["not trained", "", ""]
        : ["not suited", "", ""];

    private static string[] Cells(ComparisonEntry entry, UnitSet? structural)
    {
        if (entry.Failure is not null)
        {
            return ["all scores 0", "", ""];
        }

        var wider =
            structural is null ? null
            : entry.Scores is { } scores ? RocCurve.OfRanking(structural, scores)
            : RocCurve.Of(entry.Circuits.Select(circuit => Recovery.Of(structural, circuit).Edges!.Point));
        return [Areas(entry.EdgeRecovery), Areas(entry.NodeRecovery), Areas(wider)];
    }

    private static string Areas(RocCurve? curve) =>
        curve is null
            ? ""
            : $"{RecoveryTable.Number(curve.PessimisticArea)} ({RecoveryTable.Number(curve.TrapezoidArea)})";
}
