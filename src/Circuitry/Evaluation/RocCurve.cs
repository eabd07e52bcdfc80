namespace Circuitry.Evaluation;

/// <summary>
/// A receiver operating characteristic: points of a sweep or of a ranking, and the two that every method has, nothing found
/// and everything found.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(IEnumerable<RocPoint> points)
    {
        Points =
        [
            .. points
                .Append(new RocPoint(0, 0))
                .Append(new RocPoint(1, 1))
                .Distinct()
                .OrderBy(point => point.FalsePositiveRate)
                .ThenBy(point => point.TruePositiveRate),
        ];
        Frontier = [.. Undominated(Points)];
    }

    /// <summary>Every point, both ends among them, by false positive rate and then by true positive rate.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>The points to whose left none is higher; along them the true positive rate never falls.</summary>
    public IReadOnlyList<RocPoint> Frontier { get; }

    /// <summary>
    /// The area under steps that go right before they go up, as the ACDC paper counts it: nothing between two points is
    /// granted. A curve of the two ends alone has none.
    /// </summary>
    public double PessimisticArea =>
        Sum((from, to) => (1 - to.FalsePositiveRate) * (to.TruePositiveRate - from.TruePositiveRate));

    /// <summary>The ordinary area, under straight lines between points; of a ranking, the chance to rank a positive above a negative, ties half.</summary>
    public double TrapezoidArea =>
        Sum(
            (from, to) =>
                (to.FalsePositiveRate - from.FalsePositiveRate) * (from.TruePositiveRate + to.TruePositiveRate) / 2
        );

    /// <summary>A curve through points.</summary>
    /// <exception cref="EvaluationException">A rate is not between 0 and 1.</exception>
    public static RocCurve Of(IEnumerable<RocPoint> points)
    {
        RocPoint[] all = [.. points];
        foreach (var point in all)
        {
            if (!(point is { FalsePositiveRate: >= 0 and <= 1, TruePositiveRate: >= 0 and <= 1 }))
            {
                throw new EvaluationException(
                    $"the point {point} of a curve is not between 0 and 1; leave out runs without rates, and ground truths that keep nothing or everything"
                );
            }
        }

        return new RocCurve(all);
    }

    /// <summary>The curve of a ranking: units enter from the strongest to the weakest, equals together.</summary>
    /// <param name="truth">The ground truth.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="order">Which scores come first.</param>
    /// <exception cref="UnitsException">The scores are of other units.</exception>
    /// <exception cref="EvaluationException">The ground truth keeps nothing or everything.</exception>
    public static RocCurve OfRanking(UnitSet truth, UnitScores scores, ScoreOrder order = ScoreOrder.Absolute)
    {
        truth.Units.Require(scores.Units, "the scores");
        var others = truth.Units.Count - truth.Count;
        if (truth.Count == 0 || others == 0)
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"the ground truth keeps {truth.Count} of {truth.Units.Count} units; a ranking is judged by units that are there against units that are not"
                )
            );
        }

        int hits = 0,
            misses = 0;
        var points = new List<RocPoint>();
        foreach (
            var equals in ScoreRanking
                .Of(scores, order)
                .GroupBy(unit => ScoreRanking.Strength(scores.Values[unit], order))
        )
        {
            var right = equals.Count(truth.Contains);
            hits += right;
            misses += equals.Count() - right;
            points.Add(new RocPoint((double)misses / others, (double)hits / truth.Count));
        }

        return new RocCurve(points);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Points.Count} points, ")
        + $"area {ReportText.Number(TrapezoidArea)}, pessimistic {ReportText.Number(PessimisticArea)}";

    private double Sum(Func<RocPoint, RocPoint, double> part) => Frontier.Zip(Frontier.Skip(1), part).Sum();

    private static IEnumerable<RocPoint> Undominated(IReadOnlyList<RocPoint> points)
    {
        var highestToTheLeft = double.NegativeInfinity;
        foreach (var column in points.GroupBy(point => point.FalsePositiveRate))
        {
            foreach (var point in column.Where(point => point.TruePositiveRate >= highestToTheLeft))
            {
                yield return point;
            }

            highestToTheLeft = Math.Max(highestToTheLeft, column.Max(point => point.TruePositiveRate));
        }
    }
}
