namespace Circuitry.Reports;

/// <summary>Options for how much of a circuit a page shows; the page counts what it leaves out.</summary>
public sealed record PageOptions
{
    /// <summary>The most edges that are drawn, the strongest ones.</summary>
    public int DrawnEdges { get; init; } = 300;

    /// <summary>The most edges between units that are listed, the strongest ones.</summary>
    public int ListedEdges { get; init; } = 1000;

    /// <summary>The most units that are listed, the strongest ones.</summary>
    public int ListedUnits { get; init; } = 5000;
}
