namespace Circuitry.Reports;

/// <summary>The nodes of a drawn circuit at one stage of the forward pass.</summary>
/// <param name="Name">The short name of the place, such as <c>mlp_0</c>; null where nodes say theirs.</param>
/// <param name="Title">Its name in files; null where nodes say theirs.</param>
/// <param name="Nodes">The nodes from left to right.</param>
public sealed record DiagramRow(string? Name, string? Title, IReadOnlyList<DiagramNode> Nodes)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? "row"}: {string.Join(", ", Nodes)}";
}
