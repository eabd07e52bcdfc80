using System.Diagnostics;

namespace Circuitry.Evaluation;

/// <summary>Agreement of estimated effects with measured ones at a site.</summary>
/// <param name="Site">The site.</param>
/// <param name="Nodes">Number of nodes whose measured effect is not zero.</param>
/// <param name="Pearson">Correlation over these nodes; NaN where either side does not vary.</param>
/// <param name="Spearman">Correlation of ranks over these nodes; NaN where either side does not vary.</param>
/// <param name="RelativeError">The sum of absolute differences over the sum of absolute measured effects; NaN where all are 0.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record FeatureCorrelation(
    FeatureSite Site,
    int Nodes,
    double Pearson,
    double Spearman,
    double RelativeError
)
{
    /// <summary>Compares two scorings of one task, site by site, in forward order.</summary>
    /// <param name="exact">Measured effects.</param>
    /// <param name="estimate">Estimated ones.</param>
    /// <exception cref="UnitsException">The scorings are of tasks with different nodes.</exception>
    public static IReadOnlyList<FeatureCorrelation> Of(UnitScores exact, UnitScores estimate)
    {
        var units = FeatureUnits.Of(exact.Units, "the measured effects");
        units.Require(estimate.Units, "the estimates");
        return
        [
            .. units.Sites.Select(site =>
            {
                var pairs = Pairs(units, exact, estimate, site);
                double[] measured = [.. pairs.Select(pair => pair.Exact)];
                double[] estimated = [.. pairs.Select(pair => pair.Estimate)];
                return new FeatureCorrelation(
                    site,
                    pairs.Length,
                    RankCorrelation.Pearson(measured, estimated),
                    RankCorrelation.Spearman(measured, estimated),
                    pairs.Sum(pair => Math.Abs(pair.Exact - pair.Estimate)) / measured.Sum(Math.Abs)
                );
            }),
        ];
    }

    private static (double Exact, double Estimate)[] Pairs(
        FeatureUnits units,
        UnitScores exact,
        UnitScores estimate,
        FeatureSite site
    )
    {
        var (first, count) = (units.Offset(site), units.Width(site) + (units.HasError(site) ? 1 : 0));
        return
        [
            .. Enumerable
                .Range(0, units.Positions)
                .SelectMany(position => Enumerable.Range(position * units.Columns + first, count))
                .Where(index => exact.Values[index] != 0)
                .Select(index => (exact.Values[index], estimate.Values[index])),
        ];
    }

    /// <summary>Site and correlations.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Site.ShortName}: Pearson {Pearson:G4}, Spearman {Spearman:G4} over {Counted.Of(Nodes, "node")}"
        );
}
