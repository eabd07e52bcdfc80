namespace Circuitry;

/// <summary>Lays out writers, readers and stages in forward order.</summary>
internal sealed class GraphBuilder
{
    private readonly IReadOnlyList<string> _positionGroups;

    public GraphBuilder(Graph graph)
    {
        _positionGroups = graph.PositionGroups;
        var a = graph.Architecture;
        Add(
            StageKind.Embedding,
            -1,
            [],
            graph.SplitEmbedding ? [Writer.TokenEmbedding, Writer.PositionEmbedding] : [Writer.Input],
            0
        );
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var before = Writers.Count;
            Add(
                StageKind.Attention,
                layer,
                AttentionReaders(a, layer, graph.SplitQueryKeyValue),
                Enumerable.Range(0, a.Heads).Select(head => Writer.OfHead(layer, head)),
                before
            );
            if (!a.AttentionOnly)
            {
                // In a parallel block the MLP reads what attention reads.
                Add(
                    StageKind.Mlp,
                    layer,
                    [new Reader(ReaderKind.Mlp, layer, 0)],
                    [Writer.OfMlp(layer)],
                    a.Block.Parallel ? before : Writers.Count
                );
            }
        }

        Add(StageKind.Logits, a.Layers, [new Reader(ReaderKind.Logits, a.Layers, 0)], [], Writers.Count);
    }

    public List<Writer> Writers { get; } = [];

    public List<Reader> Readers { get; } = [];

    public List<Stage> Stages { get; } = [];

    public List<int> WritersBefore { get; } = [];

    private static IEnumerable<Reader> AttentionReaders(Architecture a, int layer, bool split)
    {
        var grouped = a.HeadsPerKeyValueHead > 1;
        IEnumerable<Reader> Of(ReaderKind kind, int count) =>
            Enumerable.Range(0, count).Select(head => new Reader(kind, layer, head, grouped));
        return split
            ? Of(ReaderKind.Query, a.Heads)
                .Concat(Of(ReaderKind.Key, a.KeyValueHeads))
                .Concat(Of(ReaderKind.Value, a.KeyValueHeads))
            : Of(ReaderKind.Attention, a.KeyValueHeads);
    }

    private IEnumerable<Writer> AtEachGroup(Writer writer) => _positionGroups.Select(writer.At);

    private void Add(
        StageKind kind,
        int layer,
        IEnumerable<Reader> readers,
        IEnumerable<Writer> writers,
        int writersBefore
    )
    {
        int firstReader = Readers.Count,
            firstWriter = Writers.Count;
        Readers.AddRange(readers);
        Writers.AddRange(_positionGroups.Count == 0 ? writers : writers.SelectMany(AtEachGroup));
        WritersBefore.AddRange(Enumerable.Repeat(writersBefore, Readers.Count - firstReader));
        Stages.Add(
            new Stage
            {
                Kind = kind,
                Layer = layer,
                Index = Stages.Count,
                FirstReader = firstReader,
                ReaderCount = Readers.Count - firstReader,
                FirstWriter = firstWriter,
                WriterCount = Writers.Count - firstWriter,
                WritersBefore = writersBefore,
            }
        );
    }
}
