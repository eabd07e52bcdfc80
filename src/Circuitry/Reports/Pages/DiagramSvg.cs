using System.Globalization;
using System.Text;

namespace Circuitry.Reports;

/// <summary>Draws a circuit as SVG inside a page, whose style gives the colours.</summary>
/// <param name="places">Where the nodes are.</param>
/// <param name="units">The table of units that nodes link to.</param>
internal sealed class DiagramSvg(DiagramPlaces places, UnitTable units)
{
    private const double HalfHeight = 14;

    /// <summary>Percent of their colour that fills have at most, so that letters on them can be read on light and on dark pages.</summary>
    private const double Darkest = 60;

    /// <summary>How far an edge that would run through the nodes between bends aside.</summary>
    private const double Aside = 56;

    private readonly StringBuilder _text = new();

    private double HalfWidth => places.Cell / 2 - 6;

    /// <summary>The drawing.</summary>
    /// <param name="view">The circuit.</param>
    /// <param name="mostEdges">How many edges are drawn at most, the strongest.</param>
    /// <param name="units">The table of units that nodes link to.</param>
    public static string ToText(CircuitView view, int mostEdges, UnitTable units) =>
        new DiagramSvg(new DiagramPlaces(view.Diagram), units).Draw(view, mostEdges);

    private string Draw(CircuitView view, int mostEdges)
    {
        var diagram = view.Diagram;
        Append(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{places.Width}\" height=\"{places.Height}\" viewBox=\"0 0 {places.Width} {places.Height}\" role=\"img\" aria-label=\"The circuit\">\n"
        );
        Frame();
        foreach (var (input, node) in diagram.Shared)
        {
            var (from, to) = (places.Of(input), places.Of(node));
            Append($"<line x1=\"{from.X}\" y1=\"{from.Y}\" x2=\"{to.X}\" y2=\"{to.Y}\"/>\n");
        }

        // The strongest are drawn last, over the others.
        DiagramEdge[] edges = [.. view.Edges.Take(mostEdges).Reverse()];
        var widest = Ink.Strongest(edges.Select(edge => edge.Weight));
        foreach (var edge in edges)
        {
            Append(
                $"<path class=\"edge {Sign(edge.Weight)}\" d=\"{Curve(places.Of(edge.From), places.Of(edge.To))}\" stroke-width=\"{Ink.Pen(edge.Weight, widest)}\"><title>{Html.Text(edge.Name)}: {CircuitText.Number(edge.Weight)}</title></path>\n"
            );
        }

        var strongest = Ink.Strongest(diagram.Nodes.Select(node => node.Score ?? 0));
        foreach (var node in diagram.Nodes)
        {
            Node(node, strongest);
        }

        Node(diagram.End, strongest);
        return _text.Append("</svg>").ToString();
    }

    /// <summary>The rows' names, and the positions with lines between them.</summary>
    private void Frame()
    {
        foreach (var (row, y) in places.Rows.Where(row => row.Row.Name is not null))
        {
            Append(
                $"<text class=\"site\" x=\"8\" y=\"{y + 4}\">{Html.Text(row.Name!)}<title>{Html.Text(row.Title!)}</title></text>\n"
            );
        }

        foreach (var (position, left, right) in places.Columns.Where(_ => places.IsSplit))
        {
            Append(
                $"<line x1=\"{left}\" y1=\"0\" x2=\"{left}\" y2=\"{places.Height}\"/><text x=\"{(left + right) / 2}\" y=\"{places.Height - 12}\">position {position}</text>\n"
            );
        }
    }

    private void Node(DiagramNode node, double strongest)
    {
        var (x, y) = places.Of(node);
        var label = $"<text x=\"{Number(x)}\" y=\"{Number(y + 4)}\">{Html.Text(node.Label)}</text>";
        if (node.Score is not { } score)
        {
            Append($"<g class=\"part\">{Shape(node.Shape, x, y)}</g>{label}\n");
            return;
        }

        var percent = Darkest * Ink.Share(score, strongest);
        var drawn = string.Create(
            CultureInfo.InvariantCulture,
            $"<g class=\"node {Sign(score)}\" style=\"--s:{percent:0.#}%\">{Shape(node.Shape, x, y)}<title>{Html.Text(node.Name)}: {CircuitText.Number(score)}</title></g>{label}"
        );
        Append($"{units.Link(node, drawn)}\n");
    }

    private string Shape(DiagramShape shape, double x, double y) =>
        shape switch
        {
            DiagramShape.Triangle => Text(
                $"<polygon points=\"{x},{y - HalfHeight - 6} {x + HalfHeight + 8},{y + HalfHeight} {x - HalfHeight - 8},{y + HalfHeight}\"/>"
            ),
            DiagramShape.Diamond => Text($"<polygon points=\"{x},{y - 22} {x + 40},{y} {x},{y + 22} {x - 40},{y}\"/>"),
            DiagramShape.Ellipse => Text($"<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{HalfWidth}\" ry=\"{HalfHeight}\"/>"),
            _ => Text(
                $"<rect x=\"{x - HalfWidth}\" y=\"{y - HalfHeight}\" width=\"{2 * HalfWidth}\" height=\"{2 * HalfHeight}\" rx=\"4\"/>"
            ),
        };

    /// <summary>From the top of one node to the bottom of another.</summary>
    private string Curve((double X, double Y) from, (double X, double Y) to)
    {
        var (start, end) = (from.Y - HalfHeight, to.Y + HalfHeight);
        var bend = (start - end) / 2;
        var passes = from.Y - to.Y > DiagramPlaces.RowHeight && Math.Abs(from.X - to.X) < places.Cell;
        var aside = passes ? Aside : 0;
        return Text($"M{from.X} {start}C{from.X + aside} {start - bend} {to.X + aside} {end + bend} {to.X} {end}");
    }

    private void Append(FormattableString text) => _text.Append(Text(text));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Sign(double score) => score < 0 ? "lowers" : "raises";
}
