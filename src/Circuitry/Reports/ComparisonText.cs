using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Comparisons as tables of text.</summary>
public static class ComparisonText
{
    /// <summary>The column headings. Times are not among them, so that the same comparison gives the same bytes.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["algorithm", "CPR", "CMD", "kept for 90 %", "edge AUC", "node AUC", "pessimistic edge AUC"];

    /// <summary>A row for every algorithm; what does not apply is a dash.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Comparison comparison) =>
        [.. comparison.Entries.Select(entry => Row(entry))];

    /// <summary>
    /// Algorithms without a result, and those that missed their target, such as a sparsity; the latter have a star in the table.
    /// </summary>
    public static IReadOnlyList<string> Failures(Comparison comparison) =>
        [
            .. comparison
                .Entries.Where(entry => entry.Failure is not null)
                .Select(entry => $"{entry.Name} has no result: {entry.Failure}"),
            .. comparison.Entries.SelectMany(entry =>
                entry
                    .Points.Where(point => point.Missed is not null)
                    .Select(point => Invariant($"* {entry.Name} at {entry.Parameter} {point.Setting}: {point.Missed}"))
            ),
        ];

    /// <summary>The meaning of the columns.</summary>
    public static string Legend =>
        "CPR: area under faithfulness over the share of units, higher is better; CMD: area between faithfulness and 1, lower is better.\n"
        + "kept for 90 %: the fewest units, among the sizes measured, whose faithfulness is between 0.9 and 1.1.\n"
        + "AUC: area under the recovery curve, under straight lines; pessimistic: under steps, as the ACDC paper counts it.\n";

    /// <summary>The table, the legend and the failures.</summary>
    public static string Table(Comparison comparison)
    {
        return string.Concat(TextTable.Lines(Columns, Rows(comparison)).Select(line => line + "\n"))
            + "\n"
            + Legend
            + string.Concat(Failures(comparison).Select(failure => failure + "\n"));
    }

    /// <summary>Writes the table to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Comparison comparison, string path) => CircuitFile.Write(path, Table(comparison));

    private static string[] Row(ComparisonEntry entry) =>
        [
            entry.Points.Any(point => point.Missed is not null) ? entry.Name + " *" : entry.Name,
            Number(entry.Curve?.PerformanceRatio.Value),
            Number(entry.Curve?.ModelDistance.Value),
            Least(entry),
            Number(entry.EdgeRecovery?.TrapezoidArea),
            Number(entry.NodeRecovery?.TrapezoidArea),
            Number(entry.EdgeRecovery?.PessimisticArea),
        ];

    private static string Least(ComparisonEntry entry)
    {
        int[] sizes =
        [
            .. entry.Points.Where(point => point.Faithfulness.Value is >= 0.9 and <= 1.1).Select(point => point.Kept),
        ];
        return sizes.Length == 0 ? "-" : Invariant($"{sizes.Min()}");
    }

    private static string Number(double? value) => value is { } number ? Invariant($"{number:0.000}") : "-";
}
