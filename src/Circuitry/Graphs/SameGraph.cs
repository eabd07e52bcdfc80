namespace Circuitry;

/// <summary>Tells whether two graphs, each built on its own, number the same edges.</summary>
internal static class SameGraph
{
    /// <summary>Refuses a graph whose edges are not those of another.</summary>
    /// <param name="expected">The graph that is asked for.</param>
    /// <param name="found">The graph at hand.</param>
    /// <param name="what">What came with the graph at hand, such as "the edges".</param>
    /// <exception cref="GraphException">The edges differ.</exception>
    public static void Check(Graph expected, Graph found, string what)
    {
        if (!AreSame(expected, found))
        {
            var (asked, given) = (Describe(expected), Describe(found));
            var other = Enumerable
                .Range(0, Math.Min(expected.EdgeCount, found.EdgeCount))
                .FirstOrDefault(edge => expected.EdgeAt(edge) != found.EdgeAt(edge));
            var names =
                asked == given ? $" of other names, such as {found.EdgeAt(other)} for {expected.EdgeAt(other)}" : "";
            throw new GraphException(
                $"{what} belong to a graph of {given}{names}; expected {asked}: use the same model and granularity for both"
            );
        }
    }

    /// <summary>Refuses a graph of another architecture than a model's.</summary>
    /// <exception cref="GraphException">The architectures differ.</exception>
    public static void CheckModel(Graph graph, TransformerModel model)
    {
        if (graph.Architecture != model.Architecture)
        {
            throw new GraphException(
                $"the graph is of another architecture than {model} has: {graph.Architecture} instead of {model.Architecture}; build it of the model's own"
            );
        }
    }

    /// <summary>Refuses a stage of another graph.</summary>
    /// <exception cref="GraphException">The graph has no such stage.</exception>
    public static void Check(Graph graph, Stage stage)
    {
        if (stage.Index < 0 || stage.Index >= graph.Stages.Count || graph.Stages[stage.Index] != stage)
        {
            throw new GraphException(
                $"the graph has no such stage: {stage}; stages are those of one graph, of one model and granularity"
            );
        }
    }

    /// <summary>Whether two graphs number the same edges.</summary>
    public static bool AreSame(Graph a, Graph b) =>
        ReferenceEquals(a, b)
        || (a.EdgeCount == b.EdgeCount && a.Writers.SequenceEqual(b.Writers) && a.Readers.SequenceEqual(b.Readers));

    private static string Describe(Graph graph) =>
        FormattableString.Invariant(
            $"{graph.EdgeCount} edges between {graph.Writers.Count} writers and {graph.Readers.Count} readers"
        );
}
