using static TorchSharp.torch;

namespace Circuitry;

/// <summary>What scoring methods share: settings that every result carries, steps, and edges' scores as units' scores.</summary>
internal static class Scoring
{
    /// <summary>A method and its settings.</summary>
    public static CircuitMethod Method(
        string name,
        ScoringOptions options,
        params ReadOnlySpan<(string Key, string Value)> settings
    )
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["tile_size"] = FormattableString.Invariant($"{options.TileSize}"),
            ["zero_mlp_bias"] = options.ZeroMlpBias ? "true" : "false",
        };
        foreach (var (key, value) in settings)
        {
            all.Add(key, value);
        }

        return new CircuitMethod { Name = name, Settings = all };
    }

    /// <summary>Scores of edges, [writer, reader], as scores of a graph's units; a node's is the sum over its edges.</summary>
    public static UnitScores Units(Graph graph, Tensor scores, CircuitMethod method)
    {
        using var scope = NewDisposeScope();
        var values = scores.to(float64).cpu().contiguous().data<double>().ToArray();
        var units = new double[graph.UnitCount];
        for (var reader = 0; reader < graph.Readers.Count; reader++)
        {
            for (var writer = 0; writer < graph.WritersBefore(reader); writer++)
            {
                var unit = graph.Granularity == Granularity.Node ? writer : graph.EdgeIndex(writer, reader);
                units[unit] += values[writer * graph.Readers.Count + reader];
            }
        }

        return new UnitScores(graph, units, method);
    }
}
