namespace Circuitry.Reports;

/// <summary>Options for how much of a circuit a page shows; the page counts what it leaves out.</summary>
public sealed record FeaturePageOptions
{
    /// <summary>The most edges that are drawn, the strongest ones.</summary>
    public int DrawnEdges { get; init; } = 300;

    /// <summary>The most edges that are listed, the strongest ones.</summary>
    public int ListedEdges { get; init; } = 1000;
}
