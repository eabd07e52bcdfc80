namespace Circuitry.Reports;

/// <summary>An edge of a drawn circuit.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it enters.</param>
/// <param name="Input">Which input of the node it enters, such as <c>q</c>; null where there is one only.</param>
/// <param name="Weight">The score of a unit that is an edge, or the weight of an edge between units.</param>
public sealed record DiagramEdge(string Name, DiagramNode From, DiagramNode To, string? Input, double Weight)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
