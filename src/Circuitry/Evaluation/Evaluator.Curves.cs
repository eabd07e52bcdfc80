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
        return Scale.Curve([
            .. shares.Select(share =>
            {
                // Rounded down, as the benchmark does.
                var asked = (int)(share * scores.Units.Count);
                var units = (rule with { Count = asked }).Choose(scores);
                return new MeasuredPoint(share, asked, units.Count, MeasureEach(units));
            }),
        ]);
    }

    /// <summary>Faithfulness and completeness of the first of some units, for several sizes.</summary>
    /// <param name="ranked">Units, by index, the most important ones first; those that cannot be removed are passed over.</param>
    /// <param name="sizes">Numbers of units; those of which there are not as many are left out.</param>
    /// <param name="progress">Told after every size.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public FaithfulnessCurve Curve(
        IEnumerable<int> ranked,
        IReadOnlyList<int> sizes,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        int[] counted = [.. ranked.Where(_measured.Counts)];
        int[] reached = [.. Reached(counted, sizes)];
        var points = new List<MeasuredPoint>();
        var meter = new ProgressMeter(progress, "curve", reached.Length, "sizes");
        foreach (var size in reached)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(Point(_measured, counted, size));
            meter.Report(points.Count);
        }

        return Scale.Curve(points);
    }

    /// <summary>The sizes, ascending, of which there are as many units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    internal static IEnumerable<int> Reached(int[] counted, IReadOnlyList<int> sizes) =>
        sizes.Any(size => size < 0)
            ? throw new ArgumentOutOfRangeException(nameof(sizes), sizes.Min(), "a circuit has 0 units or more")
            : sizes.Where(size => size <= counted.Length).Distinct().Order();

    /// <summary>Measures the first so many of some units, and what is left without them.</summary>
    internal static MeasuredPoint Point(IMeasured measured, int[] counted, int size)
    {
        var kept = UnitSet.Of(measured.Units, counted.Take(size));
        return new MeasuredPoint(
            (double)size / Math.Max(1, counted.Length),
            size,
            size,
            measured.MeasureEach(kept),
            measured.MeasureEach(kept.Complement())
        );
    }

    private static void CheckShares(IReadOnlyList<double> shares)
    {
        var ascending = shares.Zip(shares.Skip(1), (a, b) => a < b).All(rises => rises);
        if (shares.Count < 2 || !ascending || !(shares[0] > 0) || shares[^1] > 1)
        {
            throw new EvaluationException(
                $"the shares are {string.Join(", ", shares.Select(ReportText.Number))}; give two or more, ascending, above 0 and at most 1"
            );
        }
    }
}
