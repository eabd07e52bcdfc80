namespace Circuitry.Reports;

/// <summary>The order in which files name nodes.</summary>
internal static class FeatureOrder
{
    /// <summary>A task's own order: by position, site and feature, the error term last.</summary>
    public static (int Position, FeatureSite Site, int Feature) Of(FeatureNode node) =>
        (node.Position ?? 0, node.Site, node.IsError ? int.MaxValue : node.Feature);
}
