using System.Globalization;
using System.Text;

namespace Circuitry;

/// <summary>
/// Circuits as Graphviz DOT: nodes ranked by layer, query, key and value inputs as edge labels, pens as wide as scores are
/// strong, blue where removing a unit hurts and red where it helps. The same circuit gives the same bytes.
/// </summary>
public static class CircuitDot
{
    private const double ThinnestPen = 0.3;
    private const double WidestPen = 4;
    private const string Hurts = "#2166ac";
    private const string Helps = "#b2182b";

    /// <summary>Writes a circuit to a file, beside it first and then renamed; makes the folder if there is none.</summary>
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

    private static string Pen(double score, double strongest)
    {
        var strength = Math.Abs(score);
        // Next to an infinite score every finite one is as thin as can be.
        var share =
            double.IsPositiveInfinity(strength) ? 1
            : strongest > 0 && double.IsFinite(strength) ? strength / strongest
            : 0;
        var width = Math.Max(ThinnestPen, WidestPen * share).ToString("0.###", CultureInfo.InvariantCulture);
        return $"color=\"{(score < 0 ? Helps : Hurts)}\", penwidth={width}";
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
