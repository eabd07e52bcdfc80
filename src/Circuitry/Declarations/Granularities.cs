namespace Circuitry;

/// <summary>What follows from a granularity before there are units of it: for declarations and the files that name one.</summary>
internal static class Granularities
{
    /// <summary>Whether units are those of a graph, and not of dictionaries.</summary>
    public static bool IsOfGraph(this Granularity granularity) => granularity != Granularity.Feature;

    /// <summary>Whether units are edges, so that query, key and value inputs can be told apart.</summary>
    public static bool IsOfEdges(this Granularity granularity) => granularity == Granularity.Edge;
}
