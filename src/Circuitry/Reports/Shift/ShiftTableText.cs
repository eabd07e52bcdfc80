using System.Globalization;

namespace Circuitry.Reports;

/// <summary>The table of SHIFT and its baselines as text.</summary>
public static class ShiftTableText
{
    /// <summary>The column headings.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["method", "intended label", "unintended label", "worst group"];

    /// <summary>One row for each method: means over seeds in percent, with bootstrap intervals over them.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ShiftTableResult table) =>
        [
            .. table
                .Rows.Keys.Order()
                .Select(row =>
                    new[]
                    {
                        Name(row),
                        Cell(table, row, score => score.Intended),
                        Cell(table, row, score => score.Spurious),
                        Cell(table, row, score => score.WorstGroup),
                    }
                ),
        ];

    /// <summary>A legend of the table.</summary>
    public static string Legend(ShiftTableResult table) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"accuracies in percent on balanced held-out texts, means over {Counted.Of(table.Seeds.Count, "seed")} [95 % bootstrap interval over seeds]; chance of the unintended label is 50; features removed, by seed: {string.Join(", ", table.Removed)}; judge: {table.Judge}"
        );

    /// <summary>Writes a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(ShiftTableResult table, string path) => CircuitFile.Write(path, ToText(table));

    /// <summary>The text of the whole table.</summary>
    public static string ToText(ShiftTableResult table) =>
        string.Join('\n', TextTable.Lines(Columns, Rows(table)).Append(Legend(table))) + "\n";

    internal static string Name(ShiftRow row) =>
        row switch
        {
            ShiftRow.Original => "original",
            ShiftRow.ConceptBottleneck => "concept bottleneck",
            ShiftRow.RandomFeatures => "random features",
            ShiftRow.Shift => "SHIFT",
            ShiftRow.ShiftRetrained => "SHIFT, retrained",
            ShiftRow.NeuronSkyline => "neuron skyline",
            ShiftRow.FeatureSkyline => "feature skyline",
            ShiftRow.Oracle => "oracle",
            ShiftRow.WordDeletion => "words deleted, retrained",
            ShiftRow.ShiftOnEmbedding => "SHIFT on the embedding, retrained",
            _ => row.ToString(),
        };

    private static string Cell(ShiftTableResult table, ShiftRow row, Func<ProbeScore, double> number)
    {
        var mean = table.Mean(row, number);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * mean.Value:F1} [{100 * mean.Lower:F1}, {100 * mean.Upper:F1}]"
        );
    }
}
