namespace Circuitry.Reports;

/// <summary>The orders in which reports name nodes and edges.</summary>
internal static class FeatureOrder
{
    /// <summary>A task's own order: by position, site and feature, the error term last.</summary>
    public static (int Position, FeatureSite Site, int Feature) Of(FeatureNode node) =>
        (node.Position ?? 0, node.Site, node.IsError ? int.MaxValue : node.Feature);

    /// <summary>A task's own order with the loss in front, as edges from one node are ordered.</summary>
    public static (int Position, FeatureSite Site, int Feature) OfTarget(FeatureNode? node) =>
        node is { } inner ? Of(inner) : (-1, default, 0);

    /// <summary>Nodes with the largest absolute score first, equal ones in the task's order.</summary>
    public static IEnumerable<ScoredFeature> ByEffect(IEnumerable<ScoredFeature> nodes) =>
        nodes.OrderByDescending(scored => Math.Abs(scored.Score)).ThenBy(scored => Of(scored.Node));

    /// <summary>Edges with the largest absolute weight first, equal ones by their nodes.</summary>
    public static IEnumerable<FeatureEdge> ByWeight(IEnumerable<FeatureEdge> edges) =>
        edges
            .OrderByDescending(edge => Math.Abs(edge.Weight))
            .ThenBy(edge => Of(edge.From))
            .ThenBy(edge => OfTarget(edge.To));
}
