namespace Circuitry.Reports;

/// <summary>Collects what units draw.</summary>
internal sealed class DiagramBuilder
{
    private readonly SortedDictionary<int, SortedDictionary<int, DiagramNode>> _rows = [];
    private readonly Dictionary<int, (string Name, string Title)> _names = [];
    private readonly Dictionary<int, DiagramNode> _ofUnits = [];
    private readonly List<DiagramEdge> _edges = [];
    private readonly List<(DiagramNode, DiagramNode)> _shared = [];

    /// <summary>The node that all edges lead to.</summary>
    public DiagramNode End { get; private set; } =
        new()
        {
            Name = "loss",
            Label = "loss",
            Shape = DiagramShape.Diamond,
        };

    /// <summary>An explanation of the drawing, in sentences.</summary>
    public string Legend { get; set; } = "Rows are in forward order from the bottom up.";

    /// <summary>Names what all edges lead to.</summary>
    public void LeadsTo(string name, DiagramShape shape) =>
        End = new DiagramNode
        {
            Name = name,
            Label = name,
            Shape = shape,
        };

    /// <summary>Names a row.</summary>
    public void Name(int row, string name, string title) => _names[row] = (name, title);

    /// <summary>Draws a node, once at each place of a row.</summary>
    public DiagramNode Node(int row, int place, DiagramNode node)
    {
        _rows.TryAdd(row, []);
        _rows[row].TryAdd(place, node);
        var drawn = _rows[row][place];
        if (drawn.Unit is { } unit)
        {
            _ofUnits[unit] = drawn;
        }

        return drawn;
    }

    /// <summary>The node at a place of a row; null if none is drawn there.</summary>
    public DiagramNode? At(int row, int place) => _rows.GetValueOrDefault(row)?.GetValueOrDefault(place);

    /// <summary>The node that a unit is drawn as.</summary>
    public DiagramNode Of(int unit) => _ofUnits[unit];

    /// <summary>Draws an edge.</summary>
    public void Edge(DiagramEdge edge) => _edges.Add(edge);

    /// <summary>Joins an input to one of the nodes that share it.</summary>
    public void Share(DiagramNode input, DiagramNode node)
    {
        if (!_shared.Contains((input, node)))
        {
            _shared.Add((input, node));
        }
    }

    public CircuitDiagram Build() =>
        new()
        {
            Rows =
            [
                .. _rows.Select(row =>
                    _names.TryGetValue(row.Key, out var name)
                        ? new DiagramRow(name.Name, name.Title, [.. row.Value.Values])
                        : new DiagramRow(null, null, [.. row.Value.Values])
                ),
            ],
            End = End,
            Edges = _edges,
            Shared = _shared,
            Legend = Legend,
        };
}
