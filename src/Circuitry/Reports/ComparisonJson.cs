using System.Text.Json;

namespace Circuitry.Reports;

/// <summary>
/// Comparisons as JSON files: provenance, and for every algorithm its points, areas and recovery curves. Times are left out,
/// so that the same comparison gives the same bytes.
/// </summary>
public static class ComparisonJson
{
    /// <summary>Writes a comparison to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Comparison comparison, string path) => CircuitFile.Write(path, ToText(comparison));

    /// <summary>The text of a comparison file.</summary>
    public static string ToText(Comparison comparison) =>
        JsonSerializer.Serialize(
            new
            {
                Format = "circuitry.comparison",
                Version = 1,
                Provenance = ProvenanceLayout.Of(comparison.Provenance),
                comparison.Units,
                comparison.TruthUnits,
                comparison.Full,
                comparison.Empty,
                Algorithms = comparison.Entries.Select(Entry),
            },
            JsonStyle.Options
        ) + "\n";

    private static object Entry(ComparisonEntry entry) =>
        new
        {
            entry.Name,
            Method = JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Algorithm),
            entry.Parameter,
            entry.Failure,
            Settings = entry.Scores?.Method.Settings,
            entry.Points,
            PerformanceRatio = entry.Curve?.PerformanceRatio,
            ModelDistance = entry.Curve?.ModelDistance,
            Edges = Recovery(entry.EdgeRecovery),
            Nodes = Recovery(entry.NodeRecovery),
            Scores = entry.Scores?.Values,
        };

    private static object? Recovery(RocCurve? curve) =>
        curve is null
            ? null
            : new
            {
                Area = curve.TrapezoidArea,
                curve.PessimisticArea,
                curve.Points,
            };
}
