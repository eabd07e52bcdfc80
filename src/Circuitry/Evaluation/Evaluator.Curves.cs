namespace Circuitry.Evaluation;

public sealed partial class Evaluator
{
    /// <summary>
    /// Measures the circuits that a rule makes of scores at growing shares of the units, and integrates. As the benchmark does
    /// by default: the strongest of either sign, pruned, at <see cref="FaithfulnessCurve.BenchmarkShares"/>.
    /// </summary>
    /// <param name="scores">The scores.</param>
    /// <param name="rule">The rule, whose own number is not used; null for <see cref="TopUnits"/>.</param>
    /// <param name="shares">The shares, ascending, above 0 and at most 1; null for the benchmark's.</param>
    /// <exception cref="UnitsException">The scores are of other units.</exception>
    /// <exception cref="SelectionException">The rule cannot be followed on this graph.</exception>
    /// <exception cref="EvaluationException">The shares are fewer than two, out of range or not ascending.</exception>
    public FaithfulnessCurve Curve(UnitScores scores, SizedSelection? rule = null, IReadOnlyList<double>? shares = null)
    {
        _measured.Units.Require(scores.Units, "the scores");
        shares ??= FaithfulnessCurve.BenchmarkShares;
        CheckShares(shares);
        rule ??= new TopUnits(0);
        var points = new List<FaithfulnessPoint>();
        var metrics = new List<double[]>();
        foreach (var share in shares)
        {
            // Rounded down, as the benchmark does.
            var asked = (int)(share * scores.Units.Count);
            var units = (rule with { Count = asked }).Choose(scores);
            var metric = MeasureEach(units);
            metrics.Add(metric);
            points.Add(
                new FaithfulnessPoint(share, asked, units.Count, Estimate(prompts => FaithfulnessOver(prompts, metric)))
            );
        }

        return new FaithfulnessCurve
        {
            Points = points,
            PerformanceRatio = Integrated(faithfulness => faithfulness),
            ModelDistance = Integrated(faithfulness => Math.Abs(1 - faithfulness)),
        };

        Estimate Integrated(Func<double, double> height) =>
            Estimate(prompts =>
                FaithfulnessCurve.Area(shares, [.. metrics.Select(metric => height(FaithfulnessOver(prompts, metric)))])
            );
    }

    private static void CheckShares(IReadOnlyList<double> shares)
    {
        var ascending = shares.Zip(shares.Skip(1), (a, b) => a < b).All(rises => rises);
        if (shares.Count < 2 || !ascending || !(shares[0] > 0) || shares[^1] > 1)
        {
            throw new EvaluationException(
                $"the shares are {string.Join(", ", shares.Select(EvaluationText.Number))}; give two or more, ascending, above 0 and at most 1"
            );
        }
    }
}
