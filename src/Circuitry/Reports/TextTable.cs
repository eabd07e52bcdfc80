namespace Circuitry.Reports;

/// <summary>Tables of text whose columns are padded with blanks.</summary>
public static class TextTable
{
    /// <summary>Formats a table as lines, the headings first, without line ends.</summary>
    /// <param name="columns">The column headings.</param>
    /// <param name="rows">As many cells each as there are columns.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var all = rows.Prepend(columns).ToList();
        int[] widths = [.. columns.Select((_, column) => all.Max(row => row[column].Length))];
        return
        [
            .. all.Select(row => string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()),
        ];
    }
}
