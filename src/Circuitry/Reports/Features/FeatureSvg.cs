using System.Globalization;
using System.Text;

namespace Circuitry.Reports;

/// <summary>Draws a circuit of features as SVG inside a page, whose style gives the colours.</summary>
internal static class FeatureSvg
{
    private const double HalfWidth = 31;
    private const double HalfHeight = 14;

    /// <summary>Percent of their colour that fills have at most, so that letters on them can be read on light and on dark pages.</summary>
    private const double Darkest = 60;

    /// <summary>How far an edge that would run through the nodes between bends aside.</summary>
    private const double Aside = 56;

    public static string ToText(FeatureDrawing drawing)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{drawing.Width}\" height=\"{drawing.Height}\" viewBox=\"0 0 {drawing.Width} {drawing.Height}\" role=\"img\" aria-label=\"The circuit\">\n"
        );
        Frame(text, drawing);
        var widest = Ink.Strongest(drawing.Edges.Select(edge => edge.Weight));
        foreach (var edge in drawing.Edges)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"edge {Sign(edge.Weight)}\" d=\"{Curve(drawing.Place(edge.From), drawing.Place(edge.To))}\" stroke-width=\"{Ink.Pen(edge.Weight, widest)}\"><title>{Html.Text(edge.ToString())}: {CircuitText.Number(edge.Weight)}</title></path>\n"
            );
        }

        var strongest = Ink.Strongest(drawing.Nodes.Select(scored => scored.Score));
        foreach (var scored in drawing.Nodes)
        {
            Node(text, scored, drawing.Place(scored.Node), Darkest * Ink.Share(scored.Score, strongest));
        }

        var (x, y) = drawing.LossPlace;
        text.Append(
            CultureInfo.InvariantCulture,
            $"<polygon class=\"loss\" points=\"{x},{y - 22} {x + 40},{y} {x},{y + 22} {x - 40},{y}\"/><text x=\"{x}\" y=\"{y + 4}\">loss</text>\n"
        );
        return text.Append("</svg>").ToString();
    }

    /// <summary>The sites' names, and the positions with lines between them.</summary>
    private static void Frame(StringBuilder text, FeatureDrawing drawing)
    {
        foreach (var (site, y) in drawing.Rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"site\" x=\"8\" y=\"{y + 4}\">{Html.Text(site.ShortName)}<title>{Html.Text(site.Name)}</title></text>\n"
            );
        }

        foreach (var (position, left, right) in drawing.Columns.Where(_ => drawing.IsSplit))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{left}\" y1=\"0\" x2=\"{left}\" y2=\"{drawing.Height}\"/><text x=\"{(left + right) / 2}\" y=\"{drawing.Height - 12}\">position {position}</text>\n"
            );
        }
    }

    private static void Node(StringBuilder text, ScoredFeature scored, (double X, double Y) place, double percent)
    {
        var (x, y) = place;
        var shape = scored.Node.IsError
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"<polygon points=\"{x},{y - HalfHeight - 6} {x + HalfHeight + 8},{y + HalfHeight} {x - HalfHeight - 8},{y + HalfHeight}\"/>"
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x - HalfWidth}\" y=\"{y - HalfHeight}\" width=\"{2 * HalfWidth}\" height=\"{2 * HalfHeight}\" rx=\"4\"/>"
            );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<a href=\"#{Html.Anchor(scored.Node)}\"><g class=\"node {Sign(scored.Score)}\" style=\"--s:{percent:0.#}%\">{shape}<title>{Html.Text(scored.Node.ToString())}: {CircuitText.Number(scored.Score)}</title></g><text x=\"{x}\" y=\"{y + 4}\">{FeatureLabel.Of(scored.Node)}</text></a>\n"
        );
    }

    /// <summary>From the top of one node to the bottom of another.</summary>
    private static string Curve((double X, double Y) from, (double X, double Y) to)
    {
        var (start, end) = (from.Y - HalfHeight, to.Y + HalfHeight);
        var bend = (start - end) / 2;
        var passes = from.Y - to.Y > FeatureDrawing.RowHeight && Math.Abs(from.X - to.X) < FeatureDrawing.Cell;
        var aside = passes ? Aside : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"M{from.X} {start}C{from.X + aside} {start - bend} {to.X + aside} {end + bend} {to.X} {end}"
        );
    }

    private static string Sign(double score) => score < 0 ? "lowers" : "raises";
}
