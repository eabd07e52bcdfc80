namespace Circuitry.Generators;

/// <summary>The counts of an architecture's graph: embedding whole, query, key and value inputs split or merged.</summary>
internal static class GraphTable
{
    /// <summary>Number of writers.</summary>
    public static long Writers(Architecture a) => 1 + (long)a.Layers * WritersOfBlock(a);

    /// <summary>Number of readers.</summary>
    public static long Readers(Architecture a, bool split) =>
        (long)a.Layers * (AttentionReaders(a, split) + MlpReaders(a)) + 1;

    /// <summary>Number of edges: each reader reads every writer in front of it.</summary>
    public static long Edges(Architecture a, bool split)
    {
        long attention = AttentionReaders(a, split),
            mlp = MlpReaders(a),
            withinBlock = mlp * (a.ParallelBlock ? 0 : a.Heads);
        // Block l has 1 + l w writers in front of it, w of them in each block before.
        var inFront = (decimal)a.Layers + (decimal)WritersOfBlock(a) * a.Layers * (a.Layers - 1) / 2;
        var edges = (attention + mlp) * inFront + (decimal)a.Layers * withinBlock + Writers(a);
        return edges > long.MaxValue ? long.MaxValue : (long)edges;
    }

    /// <summary>The stages in forward order, query, key and value inputs split.</summary>
    public static IEnumerable<ModelStage> Stages(Architecture a)
    {
        yield return Stage("Embedding", -1, 0, 1, 0, 0, 0);
        int writers = 1,
            readers = 0;
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var before = writers;
            var attentionReaders = (int)AttentionReaders(a, split: true);
            yield return Stage("Attention", layer, writers, a.Heads, readers, attentionReaders, before);
            writers += a.Heads;
            readers += attentionReaders;
            if (!a.AttentionOnly)
            {
                yield return Stage("Mlp", layer, writers, 1, readers, 1, a.ParallelBlock ? before : writers);
                writers++;
                readers++;
            }
        }

        yield return Stage("Logits", a.Layers, writers, 0, readers, 1, writers);
    }

    private static long WritersOfBlock(Architecture a) => (long)a.Heads + MlpReaders(a);

    private static long AttentionReaders(Architecture a, bool split) =>
        split ? (long)a.Heads + 2L * a.KeyValueHeads : a.KeyValueHeads;

    private static int MlpReaders(Architecture a) => a.AttentionOnly ? 0 : 1;

    private static ModelStage Stage(
        string kind,
        int layer,
        int firstWriter,
        int writerCount,
        int firstReader,
        int readerCount,
        int writersBefore
    ) =>
        new()
        {
            Kind = kind,
            Layer = layer,
            FirstWriter = firstWriter,
            WriterCount = writerCount,
            FirstReader = firstReader,
            ReaderCount = readerCount,
            WritersBefore = writersBefore,
        };
}
