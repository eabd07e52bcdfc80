using static TorchSharp.torch;

namespace Circuitry;

/// <summary>What scoring methods share: settings that every result carries, steps, and edges' scores as units' scores.</summary>
internal static class Scoring
{
    /// <summary>The sum over steps, float64 [writer, reader], each the mean over prompts, which are taken part by part.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="parts">The parts of its prompts.</param>
    /// <param name="prepare">What a part's steps share.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="step">A step's scores.</param>
    /// <param name="progress">Told after every step.</param>
    public static Tensor Sum<T>(
        Experiment experiment,
        IReadOnlyList<PromptPart> parts,
        Func<PromptPairs, T> prepare,
        int steps,
        Func<T, int, Tensor> step,
        IProgress<ScoringProgress>? progress
    )
        where T : IDisposable
    {
        var graph = experiment.Graph;
        var scores = zeros([graph.Writers.Count, graph.Readers.Count], float64, experiment.Transformer.Device);
        var done = 0;
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            using var prepared = prepare(part.Prompts);
            for (var i = 0; i < steps; i++)
            {
                using var inner = NewDisposeScope();
                scores.add_(Ops.Scale(step(prepared, i), part.Share), Scalars.One);
                progress?.Report(new ScoringProgress(++done, parts.Count * steps));
            }
        }

        return scores;
    }

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
