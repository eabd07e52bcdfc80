namespace Circuitry.Reports;

/// <summary>A node of a drawn circuit.</summary>
public sealed record DiagramNode
{
    /// <summary>The name in reports, which no other node has.</summary>
    public required string Name { get; init; }

    /// <summary>The label in the node; short where its row or column says the rest.</summary>
    public required string Label { get; init; }

    /// <summary>The unit that it is, by index; null for a part of the model that is none.</summary>
    public int? Unit { get; init; }

    /// <summary>The unit's score; null where it is none.</summary>
    public double? Score { get; init; }

    /// <summary>Its shape.</summary>
    public DiagramShape Shape { get; init; }

    /// <summary>The position that has a column of its own; null where nodes are not told apart by position.</summary>
    public int? Position { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
