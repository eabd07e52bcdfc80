namespace Circuitry.Reports;

/// <summary>
/// Places the parts of a drawn circuit of features, in pixels from the top left: rows of sites in forward order from the
/// bottom up, the loss on top, and where positions are split a column for each.
/// </summary>
internal sealed class FeatureDrawing
{
    /// <summary>Room for a node and the gap to the next.</summary>
    public const double Cell = 74;

    /// <summary>From one row to the next.</summary>
    public const double RowHeight = 84;

    private const double Margin = 24;
    private const double Names = 96;

    private readonly Dictionary<FeatureNode, (double X, double Y)> _places = [];

    /// <summary>Places the nodes.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="mostEdges">How many edges are drawn at most, the strongest.</param>
    public FeatureDrawing(FeatureCircuit circuit, int mostEdges)
    {
        var rows = circuit.Nodes.GroupBy(scored => scored.Node.Site).OrderByDescending(row => row.Key).ToList();
        Columns = ColumnsOf(rows);
        Width = Columns[^1].Right + Cell / 2;
        Height = 2 * Margin + RowHeight * (rows.Count + 1) + (IsSplit ? Margin : 0);
        LossPlace = ((Columns[0].Left + Columns[^1].Right) / 2, Margin + RowHeight / 2);
        Rows = [.. rows.Select((row, index) => (row.Key, Y: LossPlace.Y + RowHeight * (index + 1)))];
        foreach (var (row, (_, y)) in rows.Zip(Rows))
        {
            foreach (var cell in row.GroupBy(scored => scored.Node.Position))
            {
                var column = Columns.First(column => column.Position == cell.Key);
                var left = (column.Left + column.Right - Cell * cell.Count()) / 2;
                foreach (var (index, scored) in cell.OrderBy(scored => FeatureOrder.Of(scored.Node)).Index())
                {
                    _places.Add(scored.Node, (left + Cell * (index + 0.5), y));
                }
            }
        }

        Nodes = [.. circuit.Nodes.OrderBy(scored => FeatureOrder.Of(scored.Node))];
        // The strongest are drawn last, over the others.
        Edges = [.. FeatureOrder.ByWeight(circuit.Edges).Take(mostEdges).Reverse()];
    }

    public double Width { get; }

    public double Height { get; }

    public bool IsSplit => Columns[0].Position is not null;

    /// <summary>The columns from left to right; a single one without a position where positions are not split.</summary>
    public IReadOnlyList<(int? Position, double Left, double Right)> Columns { get; }

    /// <summary>The sites' rows from the top down.</summary>
    public IReadOnlyList<(FeatureSite Site, double Y)> Rows { get; }

    /// <summary>The nodes, in the task's order.</summary>
    public IReadOnlyList<ScoredFeature> Nodes { get; }

    /// <summary>The edges, the strongest last.</summary>
    public IReadOnlyList<FeatureEdge> Edges { get; }

    /// <summary>The middle of the loss.</summary>
    public (double X, double Y) LossPlace { get; }

    /// <summary>The middle of a node, or of the loss for null.</summary>
    public (double X, double Y) Place(FeatureNode? node) => node is { } inner ? _places[inner] : LossPlace;

    private static List<(int? Position, double Left, double Right)> ColumnsOf(
        IReadOnlyList<IGrouping<FeatureSite, ScoredFeature>> rows
    )
    {
        var widths = rows.SelectMany(row => row.GroupBy(scored => scored.Node.Position))
            .GroupBy(cell => cell.Key, cell => cell.Count())
            .OrderBy(column => column.Key)
            .Select(column => (Position: column.Key, Nodes: column.Max()));
        var columns = new List<(int? Position, double Left, double Right)>();
        foreach (var (position, nodes) in widths.DefaultIfEmpty((null, 1)))
        {
            var left = columns.Count == 0 ? Names : columns[^1].Right;
            columns.Add((position, left, left + Cell * nodes));
        }

        return columns;
    }
}
