namespace Circuitry.Testing;

/// <summary>
/// ACDC literally as the paper's algorithm 1: one patched forward of the whole model for every unit. The oracle of the fast
/// search.
/// </summary>
public static class SequentialAcdc
{
    /// <summary>Every test, in order.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="threshold">A unit goes when its removal raises the loss by less than this, in the metric's units.</param>
    /// <param name="most">The maximum number of tests, each a forward pass of the whole model.</param>
    /// <exception cref="UnsuitableMethodException">The units are neurons.</exception>
    public static IReadOnlyList<AcdcStep> Run(GraphExperiment experiment, double threshold, int most = int.MaxValue)
    {
        Algorithm.Require<AcdcSearch>(experiment);
        var (graph, units) = (experiment.Graph, (EdgeGroupUnits)experiment.Units);
        var kept = EdgeSet.All(graph);
        var steps = new List<AcdcStep>();
        var current = experiment.Measure(kept);
        foreach (var (unit, edges, reader) in Order(units))
        {
            if (steps.Count == most)
            {
                break;
            }

            // A reader whose node has no kept path to the logits loses its edges without a test.
            var live = kept.WritersThatReachLogits();
            if (
                reader is { } r
                && graph.Readers[r].Kind != ReaderKind.Logits
                && !graph.WritersOfReader(r).Any(w => live[w])
            )
            {
                edges.ForEach(edge => kept[edge] = false);
                continue;
            }

            var without = kept.Copy();
            edges.ForEach(edge => without[edge] = false);
            var after = experiment.Measure(without);
            var goes = experiment.Metric.AsLoss(after) - experiment.Metric.AsLoss(current) < threshold;
            steps.Add(new AcdcStep(experiment.Units.NameOf(unit), current, after, !goes));
            if (goes)
            {
                (kept, current) = (without, after);
            }
        }

        return steps;
    }

    private static IEnumerable<(int Unit, List<int> Edges, int? Reader)> Order(EdgeGroupUnits units)
    {
        var graph = units.Graph;
        if (units is NodeUnits)
        {
            return Parents(graph, graph.Writers.Count)
                .Select(writer => (writer, units.EdgesOf(writer).ToList(), (int?)null));
        }

        return Enumerable
            .Range(0, graph.Readers.Count)
            .OrderByDescending(reader => graph.StageOfReader(reader).Index)
            .ThenByDescending(reader => graph.Readers[reader].Kind)
            .ThenByDescending(reader => graph.Readers[reader].Head)
            .SelectMany(reader =>
                Parents(graph, graph.WritersBefore(reader))
                    .Select(writer => graph.EdgeIndex(writer, reader))
                    .Select(edge => (edge, new List<int> { edge }, (int?)reader))
            );
    }

    // Later layers first, MLP before heads, heads descending; embeddings last, tokens before positions. The groups of positions
    // of one node are adjacent, in their order.
    private static IEnumerable<int> Parents(Graph graph, int before)
    {
        var nodes = Enumerable.Range(0, before).Chunk(graph.WritersPerNode).ToList();
        return nodes
            .Where(node => graph.Writers[node[0]].Layer >= 0)
            .Reverse()
            .Concat(nodes.Where(node => graph.Writers[node[0]].Layer < 0))
            .SelectMany(node => node);
    }
}
