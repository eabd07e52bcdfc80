namespace Circuitry.Reports;

/// <summary>A circuit as it is drawn: rows of nodes in forward order, the edges between them, and the node that all leads to.</summary>
public sealed class CircuitDiagram
{
    internal CircuitDiagram() { }

    /// <summary>The rows in forward order, without the end.</summary>
    public required IReadOnlyList<DiagramRow> Rows { get; init; }

    /// <summary>The node that all edges lead to, behind the last row: the logits, or the loss.</summary>
    public required DiagramNode End { get; init; }

    /// <summary>The edges, ordered by their units.</summary>
    public required IReadOnlyList<DiagramEdge> Edges { get; init; }

    /// <summary>Inputs that several nodes share, each with one of the drawn nodes that read it.</summary>
    public required IReadOnlyList<(DiagramNode Input, DiagramNode Node)> Shared { get; init; }

    /// <summary>An explanation of the drawing, in sentences.</summary>
    public required string Legend { get; init; }

    /// <summary>All nodes but the end, row after row.</summary>
    public IEnumerable<DiagramNode> Nodes => Rows.SelectMany(row => row.Nodes);

    /// <summary>Numbers of rows, nodes and edges.</summary>
    public override string ToString() =>
        $"{Counted.Of(Rows.Count, "row")}, {Counted.Of(Nodes.Count(), "node")}, {Counted.Of(Edges.Count, "edge")}";
}
