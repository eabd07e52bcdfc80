using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>
/// A circuit as one HTML file that needs nothing else: no script, no other file and no network. It shows where the circuit comes from
/// and what it measures, the drawing, every unit with its evidence where there is some, and the edges. The same circuit and evidence
/// give the same bytes.
/// </summary>
public sealed class CircuitPage : CircuitFormat
{
    /// <summary>The limits of what the page shows.</summary>
    public PageOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override string Extension => ".html";

    /// <inheritdoc/>
    public override string Contents => "the circuit as a page, with the evidence of its units where there is some";

    /// <summary>Writes the page to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">Evidence of its features; null for none, and units without any are shown without.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How much to show; null for the defaults.</param>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(
        Circuit circuit,
        IReadOnlyList<FeatureEvidence>? evidence,
        string path,
        PageOptions? options = null
    ) => new CircuitPage { Options = options ?? new PageOptions() }.WriteFile(new CircuitView(circuit, evidence), path);

    /// <summary>The text of the page.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">Evidence of its features; null for none, and units without any are shown without.</param>
    /// <param name="options">How much to show; null for the defaults.</param>
    public static string ToText(
        Circuit circuit,
        IReadOnlyList<FeatureEvidence>? evidence = null,
        PageOptions? options = null
    ) => new CircuitPage { Options = options ?? new PageOptions() }.ToText(new CircuitView(circuit, evidence));

    /// <inheritdoc/>
    public override void Write(CircuitView view, TextWriter output)
    {
        var units = new UnitTable(view, Options.ListedUnits);
        output.Write(
            HtmlPage.ToText(
                $"{view.Title}: a circuit of {view.Circuit.Units.Noun}",
                view.Title,
                Html.List(view.Summary),
                $"""
                <details><summary>Where it comes from</summary>
                {Html.List(view.Origin)}
                </details>
                """,
                Drawing(view, units),
                $"""
                <h2>Units</h2>{Shown("listed", Options.ListedUnits, view.Units.Count, "units", inParagraph: true)}
                {units.ToText()}
                """,
                view.HasEdges ? Edges(view, units) : ""
            )
        );
    }

    private string Drawing(CircuitView view, UnitTable units) =>
        $"""
            <h2>The circuit</h2>
            <p>{Html.Text(view.Diagram.Legend)}
            <span class="raises">Blue</span>: replacing it raises the loss, so that it serves the answer; <span class="lowers">red</span>: it lowers the loss.
            {Shown("drawn", Options.DrawnEdges, view.Edges.Count, "edges")}</p>
            <figure>
            {DiagramSvg.ToText(view, Options.DrawnEdges, units)}
            </figure>
            """;

    private string Edges(CircuitView view, UnitTable units) =>
        $"""
            <h2>Edges</h2>
            <p>How much the loss rises by what the downstream unit changes when the upstream one is replaced.
            {Shown("listed", Options.ListedEdges, view.Edges.Count, "edges")}</p>
            {Html.Table(
                "edges",
                ["from", "to", "weight"],
                view.Edges.Take(Options.ListedEdges)
                    .Select(edge =>
                        (
                            "<tr>",
                            (IReadOnlyList<string>)
                                [units.Link(edge.From), units.Link(edge.To), CircuitText.Number(edge.Weight)]
                        )
                    )
            )}
            """;

    private static string Shown(string verb, int most, int count, string noun, bool inParagraph = false)
    {
        var text = count <= most ? "" : Invariant($"The {most} strongest of {count} {noun} are {verb}.");
        return inParagraph && text.Length > 0 ? $"\n<p>{text}</p>" : text;
    }
}
