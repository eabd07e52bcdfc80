namespace Circuitry;

/// <summary>The edges of a graph that a circuit keeps.</summary>
public sealed class EdgeSet
{
    private readonly bool[] _kept;

    private EdgeSet(Graph graph, bool[] kept)
    {
        Graph = graph;
        _kept = kept;
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>Number of kept edges.</summary>
    public int Count => _kept.Count(kept => kept);

    /// <summary>Whether an edge, by index, is kept.</summary>
    /// <exception cref="GraphException">The graph has no such edge.</exception>
    public bool this[int edge]
    {
        get => _kept[Graph.InRange(edge, _kept.Length, "edge")];
        set => _kept[Graph.InRange(edge, _kept.Length, "edge")] = value;
    }

    /// <summary>Whether an edge is kept.</summary>
    /// <exception cref="GraphException">It is not an edge of the graph.</exception>
    public bool this[Edge edge]
    {
        get => _kept[Graph.EdgeIndex(edge)];
        set => _kept[Graph.EdgeIndex(edge)] = value;
    }

    /// <summary>Every edge of a graph.</summary>
    public static EdgeSet All(Graph graph)
    {
        var kept = new bool[graph.EdgeCount];
        Array.Fill(kept, true);
        return new EdgeSet(graph, kept);
    }

    /// <summary>No edge of a graph.</summary>
    public static EdgeSet None(Graph graph) => new(graph, new bool[graph.EdgeCount]);

    /// <summary>These edges of a graph.</summary>
    /// <exception cref="GraphException">One of them is not an edge of the graph.</exception>
    public static EdgeSet Of(Graph graph, IEnumerable<Edge> edges)
    {
        var set = None(graph);
        foreach (var edge in edges)
        {
            set[edge] = true;
        }

        return set;
    }

    /// <summary>Edges by index.</summary>
    /// <exception cref="GraphException">The graph has no such edge.</exception>
    public static EdgeSet OfIndices(Graph graph, IEnumerable<int> indices)
    {
        var set = None(graph);
        foreach (var edge in indices)
        {
            set[edge] = true;
        }

        return set;
    }

    /// <summary>These edges but for some.</summary>
    /// <exception cref="GraphException">One of them is not an edge of the graph.</exception>
    public EdgeSet Without(params ReadOnlySpan<Edge> edges)
    {
        var set = Copy();
        foreach (var edge in edges)
        {
            set[edge] = false;
        }

        return set;
    }

    /// <summary>A copy that can be changed on its own.</summary>
    public EdgeSet Copy() => new(Graph, [.. _kept]);

    /// <summary>The kept edges by index, ascending.</summary>
    public IEnumerable<int> Indices => Enumerable.Range(0, _kept.Length).Where(edge => _kept[edge]);

    /// <summary>Every edge that these are not.</summary>
    public EdgeSet Complement() => new(Graph, [.. _kept.Select(kept => !kept)]);

    /// <summary>Which writers have a path of kept edges to the logits, by index.</summary>
    public bool[] WritersThatReachLogits()
    {
        var live = new bool[Graph.Writers.Count];
        for (var index = Graph.Stages.Count - 1; index >= 0; index--)
        {
            var stage = Graph.Stages[index];
            for (var reader = stage.FirstReader; reader < stage.FirstReader + stage.ReaderCount; reader++)
            {
                if (!Feeds(reader, live))
                {
                    continue;
                }

                var offset = Graph.EdgeIndex(0, reader);
                for (var writer = 0; writer < stage.WritersBefore; writer++)
                {
                    live[writer] |= _kept[offset + writer];
                }
            }
        }

        return live;
    }

    /// <summary>
    /// Which writers matter at every position, by index: those with a kept path to a key or value of a live head. All others
    /// matter only where the model answers.
    /// </summary>
    /// <param name="live">Which writers have a path of kept edges to the logits.</param>
    internal bool[] WritersReadAtAllPositions(bool[] live)
    {
        var everywhere = new bool[Graph.Writers.Count];
        foreach (var stage in Graph.Stages.Reverse())
        {
            for (var reader = stage.FirstReader; reader < stage.FirstReader + stage.ReaderCount; reader++)
            {
                var mixesPositions =
                    Graph.Readers[reader].Kind is ReaderKind.Key or ReaderKind.Value or ReaderKind.Attention;
                if (
                    !Feeds(reader, live)
                    || !(mixesPositions || Graph.WritersOfReader(reader).Any(writer => everywhere[writer]))
                )
                {
                    continue;
                }

                var offset = Graph.EdgeIndex(0, reader);
                for (var writer = 0; writer < stage.WritersBefore; writer++)
                {
                    everywhere[writer] |= _kept[offset + writer];
                }
            }
        }

        return everywhere;
    }

    /// <summary>Which writers have a path of kept edges from an embedding, through writers that count, by index.</summary>
    internal bool[] WritersFed(Func<int, bool> counts)
    {
        var fed = new bool[Graph.Writers.Count];
        foreach (var stage in Graph.Stages)
        {
            if (stage.Kind == StageKind.Embedding)
            {
                Array.Fill(fed, true, stage.FirstWriter, stage.WriterCount);
            }

            for (var reader = stage.FirstReader; reader < stage.FirstReader + stage.ReaderCount; reader++)
            {
                var offset = Graph.EdgeIndex(0, reader);
                if (Enumerable.Range(0, stage.WritersBefore).Any(writer => _kept[offset + writer] && fed[writer]))
                {
                    foreach (var writer in Graph.WritersOfReader(reader).Where(counts))
                    {
                        fed[writer] = true;
                    }
                }
            }
        }

        return fed;
    }

    /// <summary>Whether what a reader reads goes on to a live writer or to the logits.</summary>
    internal bool Feeds(int reader, bool[] live) =>
        Graph.Readers[reader].Kind == ReaderKind.Logits || Graph.WritersOfReader(reader).Any(writer => live[writer]);
}
