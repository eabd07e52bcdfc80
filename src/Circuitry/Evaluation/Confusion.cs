using static System.FormattableString;

namespace Circuitry.Evaluation;

/// <summary>Counts of units that were found and of those that are there.</summary>
/// <param name="TruePositives">Found and there.</param>
/// <param name="FalsePositives">Found but not there.</param>
/// <param name="FalseNegatives">There but not found.</param>
/// <param name="TrueNegatives">Neither.</param>
public sealed record Confusion(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>The share of what was found that is there; NaN when nothing was found.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of what is there that was found, also called recall; NaN when nothing is there.</summary>
    public double TruePositiveRate => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The share of what is there that was found; NaN when nothing is there.</summary>
    public double Recall => TruePositiveRate;

    /// <summary>The share of what is not there that was found; NaN when everything is there.</summary>
    public double FalsePositiveRate => Ratio(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>The harmonic mean of precision and recall; NaN when nothing was found and nothing is there.</summary>
    public double F1 => Ratio(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The rates as a point of a receiver operating characteristic.</summary>
    public RocPoint Point => new(FalsePositiveRate, TruePositiveRate);

    /// <summary>Counts, unit by unit.</summary>
    /// <param name="units">For every unit whether it is there and whether it was found.</param>
    public static Confusion Of(IEnumerable<(bool There, bool Found)> units)
    {
        var counts = new int[4];
        foreach (var (there, found) in units)
        {
            counts[(there ? 2 : 0) + (found ? 1 : 0)]++;
        }

        return new Confusion(counts[3], counts[1], counts[2], counts[0]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant(
            $"{TruePositives} right, {FalsePositives} too many, {FalseNegatives} missed, {TrueNegatives} left out; "
        )
        + $"precision {ReportText.Number(Precision)}, recall {ReportText.Number(Recall)}, "
        + $"false positive rate {ReportText.Number(FalsePositiveRate)}";

    private static double Ratio(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
