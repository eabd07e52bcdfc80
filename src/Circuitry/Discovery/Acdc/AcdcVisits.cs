namespace Circuitry.Discovery;

/// <summary>One stop of an ACDC search: readers that lose the same writers, candidate by candidate.</summary>
/// <param name="Readers">The readers, by index.</param>
/// <param name="Candidates">What is tried, in order.</param>
internal sealed record AcdcVisit(IReadOnlyList<int> Readers, IReadOnlyList<AcdcCandidate> Candidates);

/// <summary>One unit to try.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its index among the units; -1 for a direct edge.</param>
/// <param name="Writers">The writers, by index, that the visit's readers lose with it.</param>
internal sealed record AcdcCandidate(string Name, int Unit, int[] Writers);

/// <summary>
/// The order in which ACDC tries units (reference: the paper's algorithm 1 and its program): readers from the logits back,
/// in a block MLP, values, keys, queries, heads descending; for each reader its parents, later layers first, MLP before
/// heads, embeddings last; of one node the groups of positions in the order of the graph. A shuffled order draws a number for every reader and unit and sorts by it.
/// </summary>
internal static class AcdcVisits
{
    public static IReadOnlyList<AcdcVisit> Of(EdgeGroupUnits units, AcdcOrder order, bool paperMode) =>
        [.. units.Graph.Stages.Reverse().SelectMany(stage => At(units, stage, order, paperMode))];

    private static IEnumerable<AcdcVisit> At(EdgeGroupUnits units, Stage stage, AcdcOrder order, bool paperMode)
    {
        Removable[] removable = [.. Ordered(units, stage, order)];
        return
        [
            .. paperMode && stage.Kind == StageKind.Attention
                ? removable.Select(all => Direct(units.Graph, all))
                : Array.Empty<AcdcVisit>(),
            .. removable.Select(all => Visit(units, all, order)),
        ];
    }

    /// <summary>A direct edge of paper mode, with which everything that a reader reads goes.</summary>
    private static AcdcVisit Direct(Graph graph, Removable all) =>
        new(all.Readers, [new AcdcCandidate("DIRECT:" + graph.Readers[all.Readers[0]].Name, -1, [.. all.Writers])]);

    private static AcdcVisit Visit(EdgeGroupUnits units, Removable all, AcdcOrder order)
    {
        int UnitOf(int writer) => units.UnitOf(writer, all.Readers[0]);
        return new AcdcVisit(
            all.Readers,
            [
                .. Parents(units.Graph, all.Writers, order, UnitOf)
                    .Select(writer => new AcdcCandidate(units.NameOf(UnitOf(writer)), UnitOf(writer), [writer])),
            ]
        );
    }

    private static IEnumerable<Removable> Ordered(EdgeGroupUnits units, Stage stage, AcdcOrder order)
    {
        var removable = units.RemovableAt(stage);
        return order.Seed is { } seed
            // Units have the numbers from 0.
            ? removable.OrderBy(all => Seeds.Of(seed, -1 - all.Readers[0]))
            : removable
                .OrderByDescending(all => units.Graph.Readers[all.Readers[0]].Kind)
                .ThenByDescending(all => units.Graph.Readers[all.Readers[0]].Head);
    }

    private static IEnumerable<int> Parents(
        Graph graph,
        IEnumerable<int> parents,
        AcdcOrder order,
        Func<int, int> unitOf
    ) =>
        order.Seed is { } seed
            ? parents.OrderBy(writer => Seeds.Of(seed, unitOf(writer)))
            : parents
                .OrderByDescending(writer => graph.Writers[writer].Layer)
                .ThenByDescending(writer => graph.Writers[writer].Kind == WriterKind.Mlp)
                .ThenBy(writer =>
                    order == AcdcOrder.HeadsDescending ? -graph.Writers[writer].Head : graph.Writers[writer].Head
                )
                .ThenBy(writer => writer);
}
