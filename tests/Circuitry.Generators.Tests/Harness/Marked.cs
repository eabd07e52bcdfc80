using System.Text;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>
/// A source in which what a diagnostic points at is marked, as in <c>Hooks.{|CIR031:Layer12|}</c>. Marks do not nest.
/// </summary>
internal sealed class Marked
{
    private const string Open = "{|";
    private const string Close = "|}";

    private Marked(string text, IReadOnlyList<(string Id, string Text, int Start)> marks)
    {
        Text = text;
        Marks = marks;
    }

    /// <summary>The source without marks.</summary>
    public string Text { get; }

    /// <summary>The id, the text and the place of each mark.</summary>
    public IReadOnlyList<(string Id, string Text, int Start)> Marks { get; }

    public static Marked Parse(string source)
    {
        var text = new StringBuilder();
        var marks = new List<(string, string, int)>();
        for (var at = 0; ; )
        {
            var open = source.IndexOf(Open, at, StringComparison.Ordinal);
            if (open < 0)
            {
                return new Marked(text.Append(source, at, source.Length - at).ToString(), marks);
            }

            text.Append(source, at, open - at);
            var colon = source.IndexOf(':', open);
            var close = source.IndexOf(Close, colon, StringComparison.Ordinal);
            var marked = source[(colon + 1)..close];
            marks.Add((source[(open + Open.Length)..colon], marked, text.Length));
            text.Append(marked);
            at = close + Close.Length;
        }
    }

    /// <summary>Requires that the analyzers report what is marked, and nothing else of a severity; returns the messages.</summary>
    public static async Task<IReadOnlyList<string>> ExpectAsync(
        string source,
        DiagnosticSeverity least = DiagnosticSeverity.Warning,
        params (string, string)[] configs
    )
    {
        // The marks are in what the project puts a namespace in front of.
        var project = Project.Of(source, configs);
        var marked = Parse(project.Sources[0]);
        project = project with { Sources = [marked.Text] };

        var found = await project.AnalyzeAsync(least);

        Assert.Equal(
            marked.Marks.Select(mark => $"{mark.Id} at {mark.Start}: {mark.Text}"),
            found.Select(d =>
                $"{d.Id} at {d.Location.SourceSpan.Start}: {marked.Text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"
            )
        );
        return [.. found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
