using System.Text;

namespace Circuitry.Reports;

/// <summary>Circuits as plain text: invariant numbers of six significant digits, lines that end in a line feed.</summary>
public static class CircuitText
{
    /// <summary>A circuit's units, the largest absolute score first, equal ones in the graph's order.</summary>
    public static IEnumerable<CircuitUnit> ByEffect(Circuit circuit) =>
        circuit.Kept.OrderByDescending(unit => Math.Abs(unit.Score)).ThenBy(unit => unit.Index);

    /// <summary>Formats a number as in reports: six significant digits, "undefined" for NaN.</summary>
    public static string Number(double value) => EvaluationText.Number(value);

    /// <summary>Writes summary, table and tree to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path) =>
        CircuitFile.Write(path, $"{Summary(circuit)}\n{Table(circuit)}\n{Tree(circuit)}");

    /// <summary>A table of units and scores, the strongest first.</summary>
    /// <param name="circuit">The circuit.</param> <param name="most">How many units to show at most.</param>
    public static string Table(Circuit circuit, int most = int.MaxValue)
    {
        CircuitUnit[] units = [.. ByEffect(circuit).Take(most)];
        var width = units.Select(unit => unit.Name.Length).Append("unit".Length).Max();
        var text = new StringBuilder();
        Line(text, $"{"unit".PadRight(width)}  score");
        foreach (var unit in units)
        {
            Line(text, $"{unit.Name.PadRight(width)}  {Number(unit.Score)}");
        }

        return text.ToString();
    }

    /// <summary>The circuit as an indented tree from the logits back; see <see cref="CircuitTree"/>.</summary>
    public static string Tree(Circuit circuit)
    {
        var text = new StringBuilder();
        foreach (var tree in CircuitTree.Of(circuit))
        {
            Indented(text, tree, 0);
        }

        return text.ToString();
    }

    /// <summary>Summary of a circuit: declaration, outcome, and the metric of the full model, the circuit and the empty circuit.</summary>
    public static string Summary(Circuit circuit)
    {
        var rows = CircuitSummary.Rows(circuit);
        var width = rows.Max(row => row.Name.Length);
        var text = new StringBuilder();
        foreach (var (name, value) in rows)
        {
            Line(text, $"{name.PadRight(width)}  {value}");
        }

        return text.ToString();
    }

    /// <summary>A node of a tree on one line: its label, its score, and whether it was expanded above.</summary>
    public static string Label(CircuitTree tree) =>
        tree.Label + (tree.Score is { } score ? $"  {Number(score)}" : "") + (tree.Above ? "  (above)" : "");

    private static void Indented(StringBuilder text, CircuitTree tree, int depth)
    {
        Line(text, new string(' ', 2 * depth) + Label(tree));
        foreach (var child in tree.Children)
        {
            Indented(text, child, depth + 1);
        }
    }

    // Not AppendLine, whose line ends differ between platforms.
    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
