using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>
/// A circuit of features as one HTML file that needs nothing else: no script, no other file and no network. It shows where the
/// circuit comes from and what it measures, the graph, every node with its evidence, and the edges. The same circuit and
/// evidence give the same bytes.
/// </summary>
public static class FeatureCircuitPage
{
    /// <summary>Writes the page to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">Evidence of its nodes; null for none, and nodes without any are shown without.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How much to show; null for the defaults.</param>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(
        FeatureCircuit circuit,
        IReadOnlyList<FeatureEvidence>? evidence,
        string path,
        FeaturePageOptions? options = null
    ) => CircuitFile.Write(path, ToText(circuit, evidence, options));

    /// <summary>The text of the page.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">Evidence of its nodes; null for none, and nodes without any are shown without.</param>
    /// <param name="options">How much to show; null for the defaults.</param>
    public static string ToText(
        FeatureCircuit circuit,
        IReadOnlyList<FeatureEvidence>? evidence = null,
        FeaturePageOptions? options = null
    )
    {
        options ??= new FeaturePageOptions();
        var provenance = circuit.Provenance;
        var title = Html.Text(provenance.Experiment.Length == 0 ? provenance.Model : provenance.Experiment);
        var page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}: a circuit of features</title>
            <style>
            {FeaturePageStyle.Text}
            </style>
            </head>
            <body>
            <h1>{title}</h1>
            {Html.List(FeatureCircuitSummary.Rows(circuit))}
            <details><summary>Where it comes from</summary>
            {Html.List(FeatureCircuitSummary.Provenance(circuit))}
            </details>
            {Graph(circuit, options.DrawnEdges)}
            <h2>Nodes</h2>
            {FeatureNodeTable.ToText(circuit, evidence ?? [])}
            {Edges(circuit, options.ListedEdges)}
            </body>
            </html>

            """;
        return page.ReplaceLineEndings("\n");
    }

    private static string Graph(FeatureCircuit circuit, int most) =>
        $"""
            <h2>The circuit</h2>
            <p>Rows are sites, in forward order from the bottom up. Boxes are features, triangles are error terms, and the diamond is the loss.
            <span class="raises">Blue</span>: replacing it raises the loss, so that it serves the answer; <span class="lowers">red</span>: it lowers the loss.
            {Shown("drawn", most, circuit.Edges.Count)}</p>
            <figure>
            {FeatureSvg.ToText(new FeatureDrawing(circuit, most))}
            </figure>
            """;

    private static string Edges(FeatureCircuit circuit, int most)
    {
        var rows = FeatureOrder.ByWeight(circuit.Edges).Take(most).Select(Row);
        return $"""
            <h2>Edges</h2>
            <p>How much the loss rises by what the downstream node changes when the upstream one is replaced.
            {Shown("listed", most, circuit.Edges.Count)}</p>
            {Html.Table("edges", ["from", "to", "weight"], rows)}
            """;
    }

    private static (string Row, IReadOnlyList<string> Cells) Row(FeatureEdge edge) =>
        (
            "<tr>",
            [
                FeatureNodeTable.Link(edge.From),
                edge.To is { } to ? FeatureNodeTable.Link(to) : "loss",
                CircuitText.Number(edge.Weight),
            ]
        );

    private static string Shown(string verb, int most, int count) =>
        count <= most ? "" : Invariant($"The {most} strongest of {count} edges are {verb}.");
}
