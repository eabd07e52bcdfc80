namespace Circuitry.Discovery;

/// <summary>One stop of an ACDC search: readers that lose the same writers, candidate by candidate.</summary>
/// <param name="Readers">The readers, by index.</param>
/// <param name="Candidates">What is tried, in order.</param>
internal sealed record AcdcVisit(IReadOnlyList<int> Readers, IReadOnlyList<AcdcCandidate> Candidates);

/// <summary>One unit to try.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its index among the graph's units; -1 for a direct edge.</param>
/// <param name="Writers">The writers, by index, that the visit's readers lose with it.</param>
internal sealed record AcdcCandidate(string Name, int Unit, int[] Writers);

/// <summary>
/// The order in which ACDC tries units (reference: the paper's algorithm 1 and its program): readers from the logits back,
/// in a block MLP, values, keys, queries, heads descending; for each reader its parents, later layers first, MLP before
/// heads, embeddings last; of one node the groups of positions in the order of the graph. A shuffled order draws a number for every reader and unit and sorts by it.
/// </summary>
internal static class AcdcVisits
{
    public static IReadOnlyList<AcdcVisit> Of(Graph graph, AcdcOrder order, bool paperMode) =>
        graph.Granularity == Granularity.Node ? [.. Nodes(graph, order)] : [.. Edges(graph, order, paperMode)];

    private static IEnumerable<AcdcVisit> Edges(Graph graph, AcdcOrder order, bool paperMode)
    {
        foreach (var stage in graph.Stages.Reverse())
        {
            int[] readers = [.. Readers(graph, stage, order)];
            if (paperMode && stage.Kind == StageKind.Attention)
            {
                foreach (var reader in readers)
                {
                    int[] all = [.. Enumerable.Range(0, stage.WritersBefore)];
                    yield return new AcdcVisit(
                        [reader],
                        [new AcdcCandidate("DIRECT:" + graph.Readers[reader].Name, -1, all)]
                    );
                }
            }

            foreach (var reader in readers)
            {
                yield return new AcdcVisit(
                    [reader],
                    [
                        .. Parents(graph, stage.WritersBefore, order, writer => graph.EdgeIndex(writer, reader))
                            .Select(writer =>
                            {
                                var edge = graph.EdgeIndex(writer, reader);
                                return new AcdcCandidate(graph.EdgeAt(edge).Name, edge, [writer]);
                            }),
                    ]
                );
            }
        }
    }

    private static IEnumerable<AcdcVisit> Nodes(Graph graph, AcdcOrder order)
    {
        foreach (var stage in graph.Stages.Reverse().Where(stage => stage.WriterCount > 0))
        {
            int[] readers =
            [
                .. Enumerable
                    .Range(0, graph.Readers.Count)
                    .Where(reader => graph.WritersBefore(reader) >= stage.FirstWriter + stage.WriterCount),
            ];
            yield return new AcdcVisit(
                readers,
                [
                    .. Parents(graph, stage.FirstWriter + stage.WriterCount, order, writer => writer)
                        .Where(writer => writer >= stage.FirstWriter)
                        .Select(writer => new AcdcCandidate(graph.Writers[writer].Name, writer, [writer])),
                ]
            );
        }
    }

    private static IEnumerable<int> Readers(Graph graph, Stage stage, AcdcOrder order)
    {
        var readers = Enumerable.Range(stage.FirstReader, stage.ReaderCount);
        return order.Seed is { } seed
            // Units have the numbers from 0.
            ? readers.OrderBy(reader => Seeds.Of(seed, -1 - reader))
            : readers
                .OrderByDescending(reader => graph.Readers[reader].Kind)
                .ThenByDescending(reader => graph.Readers[reader].Head);
    }

    private static IEnumerable<int> Parents(Graph graph, int before, AcdcOrder order, Func<int, int> unitOf)
    {
        var parents = Enumerable.Range(0, before);
        return order.Seed is { } seed
            ? parents.OrderBy(writer => Seeds.Of(seed, unitOf(writer)))
            : parents
                .OrderByDescending(writer => graph.Writers[writer].Layer)
                .ThenByDescending(writer => graph.Writers[writer].Kind == WriterKind.Mlp)
                .ThenBy(writer =>
                    order == AcdcOrder.HeadsDescending ? -graph.Writers[writer].Head : graph.Writers[writer].Head
                )
                .ThenBy(writer => writer);
    }
}
