using System.Globalization;

namespace Circuitry.Reports;

/// <summary>
/// Circuits as Graphviz DOT: a row for each stage of the forward pass, inputs as edge labels, boxes for units, triangles for error terms
/// and a diamond for the loss, pen width proportional to the score's magnitude, blue where removing a unit hurts and red where it
/// helps. Split positions of features are drawn side by side. The same circuit gives the same bytes.
/// </summary>
public sealed class CircuitDot : CircuitFormat
{
    /// <summary>Which way the drawing runs.</summary>
    public DotDirection Direction { get; init; }

    /// <inheritdoc/>
    public override string Name => "dot";

    /// <inheritdoc/>
    public override string Extension => ".dot";

    /// <inheritdoc/>
    public override string Contents => "a drawing for Graphviz: dot -Tsvg -O";

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path, DotDirection direction = DotDirection.TopDown) =>
        new CircuitDot { Direction = direction }.WriteFile(new CircuitView(circuit), path);

    /// <summary>The text of a DOT file.</summary>
    public static string ToText(Circuit circuit, DotDirection direction = DotDirection.TopDown) =>
        new CircuitDot { Direction = direction }.ToText(new CircuitView(circuit));

    /// <inheritdoc/>
    public override void Write(CircuitView view, TextWriter output)
    {
        var diagram = view.Diagram;
        output.Write("digraph circuit {\n");
        output.Write(Direction == DotDirection.TopDown ? "  rankdir=TB;\n" : "  rankdir=LR;\n");
        output.Write("  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n");
        output.Write("  edge [fontname=\"Helvetica\", fontsize=10];\n");
        var strongest = Ink.Strongest(diagram.Nodes.Select(node => node.Score ?? 0));
        foreach (var row in diagram.Rows)
        {
            Row(output, row, strongest);
        }

        output.Write($"  {{ rank=same; {Node(diagram.End, strongest)}; }}\n");
        // Rows follow the forward pass even where no kept edge joins two of them.
        string[] firsts =
        [
            .. diagram.Rows.Select(row => Quoted(row.Name ?? row.Nodes[0].Name)),
            Quoted(diagram.End.Name),
        ];
        foreach (var (from, to) in firsts.Zip(firsts.Skip(1)))
        {
            output.Write($"  {from} -> {to} [style=invis];\n");
        }

        var widest = Ink.Strongest(diagram.Edges.Select(edge => edge.Weight));
        foreach (var edge in diagram.Edges)
        {
            var label = edge.Input is null ? "" : $"label=\"{edge.Input}\", ";
            output.Write($"  {Ends(edge.From, edge.To)} [{label}{Pen(edge.Weight, widest)}];\n");
        }

        foreach (var (input, node) in diagram.Shared)
        {
            output.Write($"  {Ends(input, node)} [style=dotted, arrowhead=none];\n");
        }

        output.Write("}\n");
    }

    private static void Row(TextWriter output, DiagramRow row, double strongest)
    {
        output.Write("  { rank=same;");
        if (row.Name is { } name)
        {
            output.Write($" {Quoted(name)} [shape=plaintext, style=\"\"];");
        }

        foreach (var node in row.Nodes)
        {
            output.Write($" {Node(node, strongest)};");
        }

        if (row.Nodes.Any(node => node.Position is not null))
        {
            // Without it Graphviz would mix positions to cross fewer edges.
            var order = row.Nodes.Select(node => Quoted(node.Name));
            output.Write(
                $" {string.Join(" -> ", row.Name is null ? order : order.Prepend(Quoted(row.Name)))} [style=invis];"
            );
        }

        output.Write(" }\n");
    }

    private static string Node(DiagramNode node, double strongest)
    {
        string[] attributes =
        [
            .. node.Shape switch
            {
                DiagramShape.Triangle => ["shape=triangle"],
                DiagramShape.Ellipse => ["shape=ellipse"],
                DiagramShape.Diamond => ["shape=diamond"],
                _ => Array.Empty<string>(),
            },
            .. node.Label == node.Name ? [] : new[] { $"label={Quoted(node.Label)}" },
            .. node.Score is { } score ? [Pen(score, strongest)] : Array.Empty<string>(),
            .. node.Position is { } position
                ? [string.Create(CultureInfo.InvariantCulture, $"group=\"{position}\"")]
                : Array.Empty<string>(),
        ];
        return attributes.Length == 0 ? Quoted(node.Name) : $"{Quoted(node.Name)} [{string.Join(", ", attributes)}]";
    }

    private static string Pen(double score, double strongest) =>
        $"color=\"{Ink.Colour(score)}\", penwidth={Ink.Pen(score, strongest)}";

    private static string Ends(DiagramNode from, DiagramNode to) => $"{Quoted(from.Name)} -> {Quoted(to.Name)}";

    private static string Quoted(string name) => $"\"{name}\"";
}
