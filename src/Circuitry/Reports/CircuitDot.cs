using System.Globalization;
using System.Text;

namespace Circuitry.Reports;

/// <summary>
/// Circuits as Graphviz DOT: nodes ranked by layer, query, key and value inputs as edge labels, pen width proportional to the
/// score's magnitude, blue where removing a unit hurts and red where it helps. The same circuit gives the same bytes.
/// </summary>
public static class CircuitDot
{
    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path, DotDirection direction = DotDirection.TopDown) =>
        CircuitFile.Write(path, ToText(circuit, direction));

    /// <summary>The text of a DOT file.</summary>
    public static string ToText(Circuit circuit, DotDirection direction = DotDirection.TopDown)
    {
        var drawing = new DotDrawing(circuit);
        var text = new StringBuilder();
        text.Append("digraph circuit {\n");
        text.Append(direction == DotDirection.TopDown ? "  rankdir=TB;\n" : "  rankdir=LR;\n");
        text.Append("  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
        text.Append("  edge [fontname=\"Helvetica\", fontsize=10];\n");
        foreach (var rank in drawing.Ranks)
        {
            text.Append("  { rank=same;");
            foreach (var node in rank)
            {
                text.Append(' ').Append(Quoted(node.Name)).Append(NodeAttributes(node, drawing.Strongest)).Append(';');
            }

            text.Append(" }\n");
        }

        // Ranks follow the layers even where no kept edge joins two of them.
        foreach (var (from, to) in drawing.Ranks.Zip(drawing.Ranks.Skip(1)))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Quoted(from[0].Name)} -> {Quoted(to[0].Name)} [style=invis];\n"
            );
        }

        foreach (var edge in drawing.Edges)
        {
            var label = edge.Label is null ? "" : $"label=\"{edge.Label}\", ";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Quoted(edge.From)} -> {Quoted(edge.To)} [{label}{Pen(edge.Score, drawing.Strongest)}];\n"
            );
        }

        foreach (var (group, head) in drawing.Groups)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Quoted(group)} -> {Quoted(head)} [style=dotted, arrowhead=none];\n"
            );
        }

        return text.Append("}\n").ToString();
    }

    private static string NodeAttributes(DotNode node, double strongest) =>
        node.Score is { } score ? $" [{Pen(score, strongest)}]"
        : node.IsGroup ? " [shape=ellipse]"
        : "";

    private static string Pen(double score, double strongest) =>
        $"color=\"{Ink.Colour(score)}\", penwidth={Ink.Pen(score, strongest)}";

    private static string Quoted(string name) => $"\"{name}\"";
}
