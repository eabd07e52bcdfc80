namespace Circuitry.Tests;

/// <summary>An edge by its nodes.</summary>
internal readonly record struct FeatureEdge(FeatureNode From, FeatureNode? To, double Weight);

/// <summary>Edges by their nodes.</summary>
internal static class NamedEdges
{
    public static IReadOnlyList<FeatureEdge> Of(FeatureTask task, IEnumerable<CircuitEdge> edges) =>
        [
            .. edges.Select(edge => new FeatureEdge(
                task.Units[edge.From],
                edge.To is { } to ? task.Units[to] : null,
                edge.Weight
            )),
        ];
}
