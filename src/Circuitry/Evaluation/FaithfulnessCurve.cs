using static System.FormattableString;

namespace Circuitry.Evaluation;

/// <summary>
/// Faithfulness against the share of units kept, and the two areas by which the MIB benchmark ranks methods, by trapezoids
/// over the share. The smallest share is where both begin, so that the perfect area is 1 minus that share.
/// </summary>
public sealed record FaithfulnessCurve
{
    /// <summary>The benchmark's shares.</summary>
    public static IReadOnlyList<double> BenchmarkShares { get; } =
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>The metric of the full model, the mean over prompts.</summary>
    public required double Full { get; init; }

    /// <summary>The metric of the empty circuit, the mean over prompts.</summary>
    public required double Empty { get; init; }

    /// <summary>The points, by share.</summary>
    public required IReadOnlyList<FaithfulnessPoint> Points { get; init; }

    /// <summary>CPR, the integrated circuit performance ratio: the area under faithfulness; higher is better, and without a bound.</summary>
    public required Estimate PerformanceRatio { get; init; }

    /// <summary>CMD, the integrated circuit-model distance: the area under the distance of faithfulness from 1; lower is better, 0 the best.</summary>
    public required Estimate ModelDistance { get; init; }

    /// <summary>The area under straight lines between points.</summary>
    /// <param name="shares">Where, ascending.</param>
    /// <param name="values">How high.</param>
    public static double Area(IReadOnlyList<double> shares, IReadOnlyList<double> values)
    {
        var area = 0.0;
        for (var i = 1; i < shares.Count; i++)
        {
            area += (shares[i] - shares[i - 1]) * ((values[i - 1] + values[i]) / 2);
        }

        return area;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines([
            .. Points.Select(point => (Invariant($"{point.Share:G6}"), point.ToString())),
            ("CPR", $"{PerformanceRatio}"),
            ("CMD", $"{ModelDistance}"),
        ]);
}

/// <summary>A point of a faithfulness curve.</summary>
/// <param name="Share">The share of units asked for.</param>
/// <param name="Asked">The number of units asked for.</param>
/// <param name="Kept">The number of units the rule kept.</param>
/// <param name="Faithfulness">The share of the gap between the empty circuit and the full model that they close.</param>
public sealed record FaithfulnessPoint(double Share, int Asked, int Kept, Estimate Faithfulness)
{
    /// <summary>The share that everything but these units closes, 0 for a complete circuit; null where it was not measured.</summary>
    public Estimate? Completeness { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Invariant($"{Kept} of {Asked} units, {Faithfulness}");
}
