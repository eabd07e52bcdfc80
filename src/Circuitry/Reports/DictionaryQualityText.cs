using System.Globalization;

namespace Circuitry.Reports;

/// <summary>The quality of dictionaries as a table.</summary>
public static class DictionaryQualityText
{
    /// <summary>The column headings.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["site", "features", "L0", "explained variance", "cosine", "dead", "loss recovered", "loss", "zeros instead"];

    /// <summary>A row for each dictionary.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<DictionaryQuality> qualities) =>
        [.. qualities.Select(Row)];

    private static string[] Row(DictionaryQuality quality) =>
        [
            quality.Site.Name,
            Number(quality.Width, "0"),
            Number(quality.L0, "0.0"),
            Number(quality.ExplainedVariance, "0.000"),
            Number(quality.Cosine, "0.000"),
            Number(quality.DeadFeatures, "0"),
            Number(quality.LossRecovered, "0.000"),
            $"{Number(quality.Loss, "0.000")} to {Number(quality.ReconstructedLoss, "0.000")}",
            Number(quality.AblatedLoss, "0.000"),
        ];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
