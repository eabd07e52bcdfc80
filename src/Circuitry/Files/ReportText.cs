using System.Globalization;

namespace Circuitry.Files;

/// <summary>Numbers and lines of reports: invariant, six significant digits, lines that end in a line feed.</summary>
internal static class ReportText
{
    public static string Number(double value) =>
        double.IsNaN(value) ? "undefined"
        // Nothing lost and nothing gained are the same.
        : value == 0 ? "0"
        : value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Lines(params IEnumerable<(string Name, string Value)> rows)
    {
        (string Name, string Value)[] all = [.. rows];
        var width = all.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        return string.Concat(all.Select(row => $"{row.Name.PadRight(width)}  {row.Value}\n"));
    }
}
