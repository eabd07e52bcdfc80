namespace Circuitry;

/// <summary>Tells whether two graphs, each built on its own, number the same units.</summary>
internal static class SameGraph
{
    /// <summary>Refuses a graph whose units are not those of another.</summary>
    /// <param name="expected">The graph that is asked for.</param>
    /// <param name="found">The graph at hand.</param>
    /// <param name="what">What came with the graph at hand, such as "the scores".</param>
    /// <exception cref="GraphException">The units differ.</exception>
    public static void Check(Graph expected, Graph found, string what)
    {
        if (!AreSame(expected, found))
        {
            throw new GraphException(
                $"{what} belong to a graph of {Describe(found)}; expected {Describe(expected)}: use the same model and granularity for both"
            );
        }
    }

    private static bool AreSame(Graph a, Graph b) =>
        ReferenceEquals(a, b)
        || (
            a.Granularity == b.Granularity
            && a.EdgeCount == b.EdgeCount
            && a.Writers.SequenceEqual(b.Writers)
            && a.Readers.SequenceEqual(b.Readers)
        );

    private static string Describe(Graph graph) =>
        FormattableString.Invariant(
            $"{graph.UnitCount} {(graph.Granularity == Granularity.Node ? "nodes" : "edges")} between {graph.Writers.Count} writers and {graph.Readers.Count} readers"
        );
}
