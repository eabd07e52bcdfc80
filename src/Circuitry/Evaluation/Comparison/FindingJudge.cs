namespace Circuitry.Evaluation;

/// <summary>Judges what contenders found: faithfulness at each size, and recovery where the circuit is known.</summary>
internal sealed class FindingJudge(GraphExperiment experiment, ComparisonOptions options)
{
    /// <summary>Above this many units not every size of a ranking becomes a point of the nodes' curve.</summary>
    private const int MostSizes = 500;

    private readonly Evaluator _evaluator = new(experiment, options.Bootstrap);

    public double Full => _evaluator.Full;

    public double Empty => _evaluator.Empty;

    public ComparisonEntry Judge(Contender contender, Finding finding)
    {
        var entry = new ComparisonEntry
        {
            Name = contender.Name,
            Algorithm = contender.Algorithm,
            Parameter = contender.Parameter,
            Failure = finding.Failure,
            Time = TimeSpan.FromSeconds(finding.Seconds),
        };
        return finding switch
        {
            { Scores: { } scores } => Ranked(entry, new UnitScores(experiment.Units, scores, finding.ScoredBy!)),
            { Circuits: { } circuits } => Searched(entry, circuits),
            _ => entry,
        };
    }

    private ComparisonEntry Ranked(ComparisonEntry entry, UnitScores scores)
    {
        var curve = _evaluator.Curve(scores, shares: options.Shares);
        return entry with
        {
            Scores = scores,
            Curve = curve,
            Points =
            [
                .. curve.Points.Select(point => new ComparisonPoint(point.Share, point.Kept, point.Faithfulness)),
            ],
            EdgeRecovery = options.Truth is { Units: EdgeUnits } truth ? RocCurve.OfRanking(truth, scores) : null,
            NodeRecovery = options.Truth is { } nodes ? NodesOf(nodes, scores) : null,
        };
    }

    private ComparisonEntry Searched(ComparisonEntry entry, FoundCircuit[] circuits)
    {
        UnitSet[] kept = [.. circuits.Select(circuit => UnitSet.Of(experiment.Units, circuit.Units))];
        Recovery[]? recovered = options.Truth is { } truth
            ? [.. kept.Select(units => Recovery.Of(truth, units))]
            : null;
        return entry with
        {
            Points =
            [
                .. circuits.Zip(
                    kept,
                    (circuit, units) =>
                        new ComparisonPoint(
                            circuit.Setting,
                            circuit.Units.Length,
                            _evaluator.Measure(units).Faithfulness
                        )
                        {
                            Missed = circuit.Missed,
                        }
                ),
            ],
            Circuits = kept,
            EdgeRecovery =
                recovered is null || recovered.Any(recovery => recovery.Edges is null)
                    ? null
                    : RocCurve.Of(recovered.Select(recovery => recovery.Edges!.Point)),
            NodeRecovery = recovered is null ? null : RocCurve.Of(recovered.Select(recovery => recovery.Nodes.Point)),
        };
    }

    /// <summary>The nodes' curve of a ranking: a point for the nodes that each number of strongest units touches, equals together.</summary>
    private RocCurve NodesOf(UnitSet truth, UnitScores scores)
    {
        const ScoreOrder order = ScoreOrder.Absolute;
        var ranking = ScoreRanking.Of(scores, order).ToList();
        int[] sizes =
        [
            .. Enumerable
                .Range(1, ranking.Count)
                .Where(size => size == ranking.Count || Strength(size - 1) != Strength(size)),
        ];
        var step = Math.Max(1, (sizes.Length + MostSizes - 1) / MostSizes);
        return RocCurve.Of(
            sizes
                .Where((_, index) => index % step == 0)
                .Select(size => Recovery.Of(truth, UnitSet.Of(truth.Units, ranking.Take(size))).Nodes.Point)
        );

        double Strength(int rank) => ScoreRanking.Strength(scores.Values[ranking[rank]], order);
    }
}
