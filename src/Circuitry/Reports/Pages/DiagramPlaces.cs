namespace Circuitry.Reports;

/// <summary>
/// Places the parts of a drawn circuit, in pixels from the top left: rows in forward order from the bottom up, the end on top, and where
/// nodes are split by position a column for each.
/// </summary>
internal sealed class DiagramPlaces
{
    /// <summary>From one row to the next.</summary>
    public const double RowHeight = 84;

    private const double Margin = 24;
    private const double Names = 96;

    // Of labels of up to seven characters.
    private const double NarrowestCell = 74;
    private const double Character = 7.5;

    private readonly Dictionary<string, (double X, double Y)> _places = new(StringComparer.Ordinal);

    /// <summary>Places the nodes.</summary>
    public DiagramPlaces(CircuitDiagram diagram)
    {
        Cell = diagram.Nodes.Select(node => 20 + Character * node.Label.Length).Append(NarrowestCell).Max();
        DiagramRow[] rows = [.. diagram.Rows.Reverse()];
        Columns = ColumnsOf(rows);
        Width = Columns[^1].Right + Cell / 2;
        Height = 2 * Margin + RowHeight * (rows.Length + 1) + (IsSplit ? Margin : 0);
        End = ((Columns[0].Left + Columns[^1].Right) / 2, Margin + RowHeight / 2);
        _places[diagram.End.Name] = End;
        Rows = [.. rows.Select((row, index) => (row, Y: End.Y + RowHeight * (index + 1)))];
        foreach (var (row, y) in Rows)
        {
            foreach (var cell in row.Nodes.GroupBy(node => node.Position))
            {
                var column = Columns.First(column => column.Position == cell.Key);
                var left = (column.Left + column.Right - Cell * cell.Count()) / 2;
                foreach (var (index, node) in cell.Index())
                {
                    _places.Add(node.Name, (left + Cell * (index + 0.5), y));
                }
            }
        }
    }

    /// <summary>Room for a node and the gap to the next.</summary>
    public double Cell { get; }

    public double Width { get; }

    public double Height { get; }

    public bool IsSplit => Columns[0].Position is not null;

    /// <summary>The columns from left to right; a single one without a position where positions are not split.</summary>
    public IReadOnlyList<(int? Position, double Left, double Right)> Columns { get; }

    /// <summary>The rows from the top down.</summary>
    public IReadOnlyList<(DiagramRow Row, double Y)> Rows { get; }

    /// <summary>The middle of the end.</summary>
    public (double X, double Y) End { get; }

    /// <summary>The middle of a node.</summary>
    public (double X, double Y) Of(DiagramNode node) => _places[node.Name];

    private List<(int? Position, double Left, double Right)> ColumnsOf(DiagramRow[] rows)
    {
        var widths = rows.SelectMany(row => row.Nodes.GroupBy(node => node.Position))
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
