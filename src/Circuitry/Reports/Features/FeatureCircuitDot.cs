using System.Globalization;
using System.Text;

namespace Circuitry.Reports;

/// <summary>
/// Circuits of features as Graphviz DOT: a row for each site, bottom-up in forward order, boxes for features, triangles for
/// error terms and a diamond for the loss, blue where replacing a node raises the loss and red where it lowers it, pen width
/// proportional to the weight's magnitude. Split positions are drawn side by side. The same circuit gives the same bytes.
/// </summary>
public static class FeatureCircuitDot
{
    /// <summary>The share of the full colour above which letters on it are white.</summary>
    private const double Dark = 0.6;

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(FeatureCircuit circuit, string path) => CircuitFile.Write(path, ToText(circuit));

    /// <summary>The text of a DOT file.</summary>
    public static string ToText(FeatureCircuit circuit)
    {
        var text = new StringBuilder();
        text.Append("digraph circuit {\n");
        text.Append("  rankdir=BT;\n");
        text.Append("  node [shape=box, style=filled, fontname=\"Helvetica\"];\n");
        var strongest = Ink.Strongest(circuit.Nodes.Select(scored => scored.Score));
        var rows = circuit.Nodes.GroupBy(scored => scored.Node.Site).OrderBy(row => row.Key).ToList();
        foreach (var row in rows)
        {
            ScoredFeature[] nodes = [.. row.OrderBy(scored => FeatureOrder.Of(scored.Node))];
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {{ rank=same; \"{row.Key.ShortName}\" [shape=plaintext, style=\"\"];"
            );
            foreach (var node in nodes)
            {
                text.Append(CultureInfo.InvariantCulture, $" \"{node.Node}\" [{Attributes(node, strongest)}];");
            }

            if (nodes.Any(scored => scored.Node.Position is not null))
            {
                // Without it Graphviz would mix positions to cross fewer edges.
                var order = nodes.Select(scored => scored.Node.ToString()).Prepend(row.Key.ShortName);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {string.Join(" -> ", order.Select(name => $"\"{name}\""))} [style=invis];"
                );
            }

            text.Append(" }\n");
        }

        text.Append("  { rank=same; \"loss\" [shape=diamond, style=\"\"]; }\n");
        // Rows follow the sites even where no edge joins two of them.
        var names = rows.Select(row => $"\"{row.Key.ShortName}\"").Append("\"loss\"");
        text.Append(CultureInfo.InvariantCulture, $"  {string.Join(" -> ", names)} [style=invis];\n");
        var widest = Ink.Strongest(circuit.Edges.Select(edge => edge.Weight));
        foreach (
            var edge in circuit
                .Edges.OrderBy(edge => FeatureOrder.Of(edge.From))
                .ThenBy(edge => FeatureOrder.OfTarget(edge.To))
        )
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  \"{edge.From}\" -> \"{edge.To?.ToString() ?? "loss"}\" [color=\"{Ink.Colour(edge.Weight)}\", penwidth={Ink.Pen(edge.Weight, widest)}];\n"
            );
        }

        return text.Append("}\n").ToString();
    }

    private static string Attributes(ScoredFeature scored, double strongest)
    {
        var (node, share) = (scored.Node, Ink.Share(scored.Score, strongest));
        var shape = node.IsError ? "shape=triangle, " : "";
        var group = node.Position is { } position ? FormattableString.Invariant($", group=\"{position}\"") : "";
        var letters = share > Dark ? ", fontcolor=\"white\"" : "";
        return $"{shape}label=\"{FeatureLabel.Of(node)}\", fillcolor=\"{Ink.Tint(scored.Score, share)}\"{letters}{group}";
    }
}
