using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>Circuits as plain text: invariant numbers of six significant digits, lines that end in a line feed.</summary>
public sealed class CircuitText : CircuitFormat
{
    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override string Extension => ".txt";

    /// <inheritdoc/>
    public override string Contents => "summary, tables and tree";

    /// <summary>Writes the summary, a table of sites where units have some, the units, and the edges between them or the tree.</summary>
    public override void Write(CircuitView view, TextWriter output)
    {
        output.Write($"{Summary(view)}\n");
        if (view.Diagram.Rows.Any(row => row.Name is not null))
        {
            output.Write($"{Sites(view)}\n");
        }

        output.Write($"{Table(view, int.MaxValue)}\n");
        output.Write(view.HasEdges ? Edges(view, int.MaxValue) : Tree(view));
    }

    /// <summary>A circuit's units, the largest absolute score first, equal ones in their order.</summary>
    public static IEnumerable<CircuitUnit> ByEffect(Circuit circuit) =>
        circuit.Kept.OrderByDescending(unit => Math.Abs(unit.Score)).ThenBy(unit => unit.Index);

    /// <summary>Formats a number as in reports: six significant digits, "undefined" for NaN.</summary>
    public static string Number(double value) => ReportText.Number(value);

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path) =>
        new CircuitText().WriteFile(new CircuitView(circuit), path);

    /// <summary>A table of units and scores, the strongest first.</summary>
    /// <param name="circuit">The circuit.</param> <param name="most">How many units to show at most.</param>
    public static string Table(Circuit circuit, int most = int.MaxValue) => Table(new CircuitView(circuit), most);

    /// <summary>A table of edges between units and their weights, the strongest first.</summary>
    /// <param name="circuit">The circuit.</param> <param name="most">How many edges to show at most.</param>
    public static string Edges(Circuit circuit, int most = int.MaxValue) => Edges(new CircuitView(circuit), most);

    /// <summary>The circuit as an indented tree from what it leads to back; see <see cref="CircuitTree"/>.</summary>
    public static string Tree(Circuit circuit) => Tree(new CircuitView(circuit));

    /// <summary>Summary of a circuit: declaration, outcome, and the metric of the full model, the circuit and the empty circuit.</summary>
    public static string Summary(Circuit circuit) => Summary(new CircuitView(circuit));

    /// <summary>A node of a tree on one line: its label, its score, and whether it was expanded above.</summary>
    public static string Label(CircuitTree tree) =>
        tree.Label + (tree.Score is { } score ? $"  {Number(score)}" : "") + (tree.Above ? "  (above)" : "");

    private static string Summary(CircuitView view) => ReportText.Lines(view.Summary);

    /// <summary>The sites in forward order: how many units each has, and the sums of their absolute scores.</summary>
    private static string Sites(CircuitView view) =>
        Text(
            ["site", "units", "absolute score", "of error terms"],
            view.Diagram.Rows.Select(row =>
                new[]
                {
                    row.Name ?? "",
                    Invariant($"{row.Nodes.Count}"),
                    Number(row.Nodes.Sum(node => Math.Abs(node.Score ?? 0))),
                    Number(
                        row.Nodes.Where(node => node.Shape == DiagramShape.Triangle)
                            .Sum(node => Math.Abs(node.Score ?? 0))
                    ),
                }
            )
        );

    private static string Table(CircuitView view, int most) =>
        Text(["unit", "score"], view.Units.Take(most).Select(unit => new[] { unit.ShortName, Number(unit.Score) }));

    private static string Edges(CircuitView view, int most) =>
        Text(["edge", "weight"], view.Edges.Take(most).Select(edge => new[] { edge.Name, Number(edge.Weight) }));

    private static string Tree(CircuitView view) => string.Concat(view.Trees.SelectMany(tree => Indented(tree, 0)));

    private static IEnumerable<string> Indented(CircuitTree tree, int depth) =>
        tree
            .Children.SelectMany(child => Indented(child, depth + 1))
            .Prepend($"{new string(' ', 2 * depth)}{Label(tree)}\n");

    private static string Text(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(TextTable.Lines(columns, [.. rows]).Select(line => line + "\n"));
}
