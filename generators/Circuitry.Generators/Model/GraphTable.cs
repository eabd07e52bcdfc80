namespace Circuitry.Generators;

/// <summary>The stages of an architecture's graph: embedding whole, query, key and value inputs split.</summary>
internal static class GraphTable
{
    /// <summary>The stages in forward order.</summary>
    public static IEnumerable<ModelStage> Stages(Architecture a)
    {
        yield return Stage("Embedding", -1, 0, 1, 0, 0, 0);
        int writers = 1,
            readers = 0;
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var before = writers;
            var attentionReaders = a.Heads + 2 * a.KeyValueHeads;
            yield return Stage("Attention", layer, writers, a.Heads, readers, attentionReaders, before);
            writers += a.Heads;
            readers += attentionReaders;
            if (!a.AttentionOnly)
            {
                yield return Stage("Mlp", layer, writers, 1, readers, 1, a.Block.Parallel ? before : writers);
                writers++;
                readers++;
            }
        }

        yield return Stage("Logits", a.Layers, writers, 0, readers, 1, writers);
    }

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
