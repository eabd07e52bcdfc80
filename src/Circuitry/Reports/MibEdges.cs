using System.Globalization;

namespace Circuitry.Reports;

/// <summary>The nodes and edges of a graph as the exchange format names and orders them.</summary>
internal static class MibEdges
{
    public const string Logits = "logits";

    /// <summary>Every name with the graph's edge it stands for; several names stand for one edge of a shared key or value head.</summary>
    public static IEnumerable<(string Name, int Edge)> Of(Graph graph)
    {
        foreach (var stage in graph.Stages.Where(stage => stage.ReaderCount > 0))
        {
            (string Name, int Reader)[] readers = [.. Readers(graph, stage)];
            for (var writer = 0; writer < stage.WritersBefore; writer++)
            {
                foreach (var (name, reader) in readers)
                {
                    yield return (graph.Writers[writer].Name + "->" + name, graph.EdgeIndex(writer, reader));
                }
            }
        }
    }

    private static IEnumerable<(string Name, int Reader)> Readers(Graph graph, Stage stage)
    {
        if (stage.Kind != StageKind.Attention)
        {
            return [(graph.Readers[stage.FirstReader].Name, stage.FirstReader)];
        }

        var a = graph.Architecture;
        var keys = stage.FirstReader + a.Heads;
        return Enumerable
            .Range(0, a.Heads)
            .SelectMany(head =>
            {
                var shared = head / a.HeadsPerKeyValueHead;
                var name = string.Create(CultureInfo.InvariantCulture, $"a{stage.Layer}.h{head}");
                return new[]
                {
                    (name + "<q>", stage.FirstReader + head),
                    (name + "<k>", keys + shared),
                    (name + "<v>", keys + a.KeyValueHeads + shared),
                };
            });
    }
}
