namespace Circuitry.Discovery;

/// <summary>
/// Takes away units that lie on no path from an embedding to the logits: the fixed point of dropping nodes that nothing kept
/// enters or leaves, and their edges.
/// </summary>
/// <remarks>
/// Under interchange this leaves every measure alone, since a node that reads nothing clean writes what stands in for it.
/// Under zero and mean ablation such a node writes something of its own, and pruning takes that away too.
/// </remarks>
public static class Pruning
{
    /// <summary>The units that stay, by index, ascending.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="units">The units to prune, by index.</param>
    public static IReadOnlyList<int> WithoutDangling(Graph graph, IEnumerable<int> units)
    {
        var kept = EdgeSet.OfUnits(graph, units);
        return graph.Granularity == Granularity.Node ? Nodes(kept) : Edges(kept);
    }

    private static int[] Edges(EdgeSet kept)
    {
        var graph = kept.Graph;
        var live = kept.WritersThatReachLogits();
        var fed = Fed(kept, _ => true);
        return [.. kept.Indices.Where(edge => fed[graph.WriterOf(edge)] && kept.Feeds(graph.ReaderOf(edge), live))];
    }

    /// <summary>A kept node feeds the logits directly, so that only what feeds it is in question.</summary>
    private static int[] Nodes(EdgeSet kept)
    {
        var units = kept.Units.ToHashSet();
        var fed = Fed(kept, units.Contains);
        return [.. units.Where(writer => fed[writer]).Order()];
    }

    /// <summary>Which writers have a path of kept edges from an embedding, through writers that count, by index.</summary>
    private static bool[] Fed(EdgeSet kept, Func<int, bool> counts)
    {
        var graph = kept.Graph;
        var fed = new bool[graph.Writers.Count];
        foreach (var stage in graph.Stages)
        {
            if (stage.Kind == StageKind.Embedding)
            {
                Array.Fill(fed, true, stage.FirstWriter, stage.WriterCount);
            }

            for (var reader = stage.FirstReader; reader < stage.FirstReader + stage.ReaderCount; reader++)
            {
                var offset = graph.EdgeIndex(0, reader);
                if (Enumerable.Range(0, stage.WritersBefore).Any(writer => kept[offset + writer] && fed[writer]))
                {
                    foreach (var writer in graph.WritersOfReader(reader).Where(counts))
                    {
                        fed[writer] = true;
                    }
                }
            }
        }

        return fed;
    }
}
