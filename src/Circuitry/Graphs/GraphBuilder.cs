using Circuitry.Emitted;

namespace Circuitry;

/// <summary>
/// Numbers writers, readers and stages in forward order: the one source of these numbers, at run time and, in the generator,
/// while compiling. Stages are laid out at once, nodes only when they are asked for.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly Architecture _architecture;
    private readonly IReadOnlyList<string> _positionGroups;
    private int _readers;
    private int _writers;

    /// <param name="architecture">The architecture.</param>
    /// <param name="splitQueryKeyValue">Whether query, key and value inputs are readers of their own.</param>
    /// <param name="splitEmbedding">Whether token and position embeddings, where there are both, are writers of their own.</param>
    /// <param name="positionGroups">The labels of the groups by which positions are split; none for all together.</param>
    public GraphBuilder(
        Architecture architecture,
        bool splitQueryKeyValue,
        bool splitEmbedding,
        IReadOnlyList<string> positionGroups
    )
    {
        (_architecture, _positionGroups) = (architecture, positionGroups);
        SplitEmbedding = splitEmbedding && architecture.Positions.Kind == PositionEmbedding.Learned;
        AttentionReaders = splitQueryKeyValue
            ?
            [
                (ReaderKind.Query, architecture.Heads),
                (ReaderKind.Key, architecture.KeyValueHeads),
                (ReaderKind.Value, architecture.KeyValueHeads),
            ]
            : [(ReaderKind.Attention, architecture.KeyValueHeads)];
        Add(StageKind.Embedding, -1, SplitEmbedding ? 2 : 1, 0);
        for (var layer = 0; layer < architecture.Layers; layer++)
        {
            var before = _writers;
            Add(StageKind.Attention, layer, architecture.Heads, before);
            if (!architecture.AttentionOnly)
            {
                // In a parallel block the MLP reads what attention reads.
                Add(StageKind.Mlp, layer, 1, architecture.Block.Parallel ? before : _writers);
            }
        }

        Add(StageKind.Logits, architecture.Layers, 0, _writers);
    }

    /// <summary>The steps of a forward pass, in order.</summary>
    public List<Stage> Stages { get; } = [];

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public bool SplitEmbedding { get; }

    /// <summary>The kinds of an attention stage's readers, in order, each with its number of readers in a row.</summary>
    public IReadOnlyList<(ReaderKind Kind, int Count)> AttentionReaders { get; }

    /// <summary>Every writer, in forward order; where positions are split, a node's groups side by side.</summary>
    public IEnumerable<Writer> Writers() =>
        Stages
            .SelectMany(Nodes)
            .SelectMany(node => _positionGroups.Count == 0 ? [node] : _positionGroups.Select(node.At));

    /// <summary>Every reader, in forward order.</summary>
    public IEnumerable<Reader> Readers()
    {
        var grouped = _architecture.HeadsPerKeyValueHead > 1;
        return Stages.SelectMany(stage =>
            ReadersOf(stage.Kind)
                .SelectMany(role =>
                    Enumerable
                        .Range(0, role.Count)
                        .Select(head => new Reader(
                            role.Kind,
                            stage.Layer,
                            head,
                            grouped && stage.Kind == StageKind.Attention
                        ))
                )
        );
    }

    /// <summary>The first reader of a kind in an attention stage.</summary>
    public int FirstReader(Stage stage, ReaderKind kind) =>
        stage.FirstReader + AttentionReaders.TakeWhile(role => role.Kind != kind).Sum(role => role.Count);

    private IReadOnlyList<(ReaderKind Kind, int Count)> ReadersOf(StageKind kind) =>
        kind switch
        {
            StageKind.Attention => AttentionReaders,
            StageKind.Mlp => [(ReaderKind.Mlp, 1)],
            StageKind.Logits => [(ReaderKind.Logits, 1)],
            _ => [],
        };

    private IEnumerable<Writer> Nodes(Stage stage) =>
        stage.Kind switch
        {
            StageKind.Embedding => SplitEmbedding ? [Writer.TokenEmbedding, Writer.PositionEmbedding] : [Writer.Input],
            StageKind.Attention => Enumerable
                .Range(0, _architecture.Heads)
                .Select(head => Writer.OfHead(stage.Layer, head)),
            StageKind.Mlp => [Writer.OfMlp(stage.Layer)],
            _ => [],
        };

    private void Add(StageKind kind, int layer, int nodes, int writersBefore)
    {
        var stage = new Stage
        {
            Kind = kind,
            Layer = layer,
            Index = Stages.Count,
            FirstReader = _readers,
            ReaderCount = ReadersOf(kind).Sum(role => role.Count),
            FirstWriter = _writers,
            WriterCount = nodes * Math.Max(1, _positionGroups.Count),
            WritersBefore = writersBefore,
        };
        Stages.Add(stage);
        _readers += stage.ReaderCount;
        _writers += stage.WriterCount;
    }
}
