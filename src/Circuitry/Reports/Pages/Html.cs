using System.Net;

namespace Circuitry.Reports;

/// <summary>Text in pages.</summary>
internal static class Html
{
    /// <summary>Text as it stands between tags and in attributes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    /// <summary>A table whose cells are already encoded, one line for each row.</summary>
    /// <param name="kind">Its class.</param>
    /// <param name="columns">The column headings, as text.</param>
    /// <param name="rows">Each a row's opening tag and its cells.</param>
    public static string Table(
        string kind,
        IEnumerable<string> columns,
        IEnumerable<(string Row, IReadOnlyList<string> Cells)> rows
    ) =>
        $"<table class=\"{kind}\">\n<thead><tr>{string.Concat(columns.Select(column => $"<th>{Text(column)}</th>"))}</tr></thead>\n<tbody>\n"
        + string.Concat(
            rows.Select(row => $"{row.Row}{string.Concat(row.Cells.Select(cell => $"<td>{cell}</td>"))}</tr>\n")
        )
        + "</tbody>\n</table>";

    /// <summary>Names and values, one line each.</summary>
    public static string List(IEnumerable<(string Name, string Value)> rows) =>
        "<dl>\n"
        + string.Concat(rows.Select(row => $"<dt>{Text(row.Name)}</dt><dd>{Text(row.Value)}</dd>\n"))
        + "</dl>";
}
