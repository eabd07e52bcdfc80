namespace Circuitry.Reports;

/// <summary>The frame of every page: no script, no other file and no network.</summary>
internal static class HtmlPage
{
    /// <summary>The text of a page.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="heading">The heading, as text.</param>
    /// <param name="parts">What follows the heading, encoded; empty parts are left out.</param>
    public static string ToText(string title, string heading, params IEnumerable<string> parts)
    {
        var page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Html.Text(title)}</title>
            <style>
            {PageStyle.Text}
            </style>
            </head>
            <body>
            <h1>{Html.Text(heading)}</h1>
            {string.Join('\n', parts.Where(part => part.Length > 0))}
            </body>
            </html>

            """;
        return page.ReplaceLineEndings("\n");
    }
}
