namespace Circuitry.Benchmarks;

/// <summary>ACDC as the paper writes it down: one whole masked forward pass for every edge.</summary>
internal static class SequentialAcdc
{
    /// <summary>The edges kept, ascending.</summary>
    public static int[] Discover(GraphExperiment experiment, double threshold)
    {
        var graph = experiment.Graph;
        var kept = EdgeSet.All(graph);
        var metric = experiment.Measure(kept);
        foreach (var edge in Order(graph))
        {
            kept[edge] = false;
            var after = experiment.Measure(kept);
            if (experiment.Metric.AsLoss(after) - experiment.Metric.AsLoss(metric) < threshold)
            {
                metric = after;
            }
            else
            {
                kept[edge] = true;
            }
        }

        return [.. kept.Indices];
    }

    private static IEnumerable<int> Order(Graph graph) =>
        from stage in graph.Stages.Reverse()
        from reader in Enumerable
            .Range(stage.FirstReader, stage.ReaderCount)
            .OrderByDescending(reader => graph.Readers[reader].Kind)
            .ThenByDescending(reader => graph.Readers[reader].Head)
        from writer in Enumerable
            .Range(0, stage.WritersBefore)
            .OrderByDescending(writer => graph.Writers[writer].Layer)
            .ThenByDescending(writer => graph.Writers[writer].Kind == WriterKind.Mlp)
            .ThenByDescending(writer => writer)
        select graph.EdgeIndex(writer, reader);
}
