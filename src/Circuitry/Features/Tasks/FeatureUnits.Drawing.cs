using System.Globalization;
using static System.FormattableString;

namespace Circuitry.Features;

public sealed partial class FeatureUnits
{
    /// <inheritdoc/>
    public override string ShortNameOf(int unit) => this[unit].ToString();

    /// <summary>The share of some units' absolute scores that error terms hold; NaN where all are 0.</summary>
    internal double ErrorShare(IEnumerable<(int Unit, double Score)> scored)
    {
        (int Unit, double Score)[] all = [.. scored];
        return all.Where(one => this[one.Unit].IsError).Sum(one => Math.Abs(one.Score))
            / all.Sum(one => Math.Abs(one.Score));
    }

    internal override bool IsUpstream(int unit, int other) => this[unit].Site.CompareTo(this[other].Site) < 0;

    internal override IEnumerable<(string Name, string Value)> Details(IReadOnlyList<(int Unit, double Score)> kept)
    {
        FeatureNode[] nodes = [.. kept.Select(one => this[one.Unit])];
        var errors = nodes.Count(node => node.IsError);
        var sites = nodes.Select(node => node.Site).Distinct().Count();
        var share = ErrorShare(kept);
        return
        [
            (
                "features",
                Invariant(
                    $"{nodes.Length - errors} at {Counted.Of(sites, "site")}, and {Counted.Of(errors, "error term")}"
                )
            ),
            ("error terms' share", double.IsNaN(share) ? "undefined: all scores are 0" : ReportText.Number(share)),
        ];
    }

    /// <summary>Draws a row for each site, features as boxes and error terms as triangles.</summary>
    internal override void Draw(IReadOnlyList<(int Unit, double Score)> kept, DiagramBuilder diagram)
    {
        diagram.LeadsTo("loss", DiagramShape.Diamond);
        diagram.Legend =
            "Rows are sites, in forward order from the bottom up. Boxes are features, triangles are error terms, and the diamond is the loss.";
        var rows = Sites.Index().ToDictionary(site => site.Item, site => site.Index);
        foreach (var (unit, score) in kept)
        {
            var node = this[unit];
            var row = rows[node.Site];
            diagram.Name(row, node.Site.ShortName, node.Site.Name);
            diagram.Node(
                row,
                unit,
                new DiagramNode
                {
                    Name = node.ToString(),
                    Label = node.IsError ? "ε" : node.Feature.ToString(CultureInfo.InvariantCulture),
                    Unit = unit,
                    Score = score,
                    Shape = node.IsError ? DiagramShape.Triangle : DiagramShape.Box,
                    Position = node.Position,
                }
            );
        }
    }
}
