namespace Circuitry;

/// <summary>
/// The whole computational graph of an architecture: writers, readers, and an edge from every writer to every reader downstream
/// of it. What a circuit in it is made of is said by <see cref="GraphUnits"/>.
/// </summary>
/// <remarks>
/// Writers and readers are numbered in forward order, so that each reader reads a prefix of the writers, and an edge's
/// index is its reader's offset plus its writer's index. The residual stream keeps positions apart, so that splitting
/// writers by position splits edges by position: each is then as many writers in a row as there are groups of positions.
/// </remarks>
public sealed class Graph
{
    private readonly GraphBuilder _builder;
    private readonly Dictionary<Writer, int> _writerIndices;
    private readonly Lazy<Dictionary<string, int>> _writerNames;
    private readonly Dictionary<Reader, int> _readerIndices;
    private readonly int[] _writersBefore;
    private readonly int[] _edgeOffsets;
    private readonly int[] _stageOfReader;

    /// <summary>Builds the graph of an architecture.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="splitQueryKeyValue">Whether query, key and value inputs are readers of their own.</param>
    /// <param name="splitEmbedding">Whether token and position embeddings are writers of their own.</param>
    /// <param name="positionGroups">The labels of the groups by which positions are split; null or none for all together.</param>
    /// <exception cref="ArchitectureException">The architecture's sizes do not fit together.</exception>
    /// <exception cref="GraphException">
    /// A label comes twice, or cannot stand in a name; or there would be more edges than are numbered, which the message counts.
    /// </exception>
    public Graph(
        Architecture architecture,
        bool splitQueryKeyValue = true,
        bool splitEmbedding = false,
        IReadOnlyList<string>? positionGroups = null
    )
    {
        ArchitectureReader.Check(architecture);
        Architecture = architecture;
        SplitQueryKeyValue = splitQueryKeyValue;
        SplitEmbedding = splitEmbedding && architecture.Positions.Kind == Circuitry.PositionEmbedding.Learned;
        // Before anything is laid out: indices of edges and of a mask's entries are products of these counts.
        var groups = positionGroups?.Count ?? 0;
        if (GraphSize.Excess(architecture, SplitQueryKeyValue, SplitEmbedding, groups) is { } excess)
        {
            var remedy = GraphSize.Remedy(architecture, SplitQueryKeyValue, SplitEmbedding, groups);
            throw new GraphException($"{excess}; {remedy}");
        }

        PositionLabels.Check(positionGroups ?? []);
        PositionGroups = [.. positionGroups ?? []];
        _builder = new GraphBuilder(architecture, SplitQueryKeyValue, SplitEmbedding, PositionGroups);
        Writers = [.. _builder.Writers()];
        Readers = [.. _builder.Readers()];
        Stages = _builder.Stages;
        _writersBefore = [.. Stages.SelectMany(stage => Enumerable.Repeat(stage.WritersBefore, stage.ReaderCount))];
        _writerIndices = Writers.Select((writer, index) => (writer, index)).ToDictionary(p => p.writer, p => p.index);
        _writerNames = new(() =>
            Writers.Index().ToDictionary(writer => writer.Item.Name, writer => writer.Index, StringComparer.Ordinal)
        );
        _readerIndices = Readers.Select((reader, index) => (reader, index)).ToDictionary(p => p.reader, p => p.index);
        _stageOfReader = [.. Stages.SelectMany(stage => Enumerable.Repeat(stage.Index, stage.ReaderCount))];
        _edgeOffsets = new int[Readers.Count + 1];
        for (var reader = 0; reader < Readers.Count; reader++)
        {
            _edgeOffsets[reader + 1] = _edgeOffsets[reader] + _writersBefore[reader];
        }
    }

    /// <summary>The architecture.</summary>
    public Architecture Architecture { get; }

    /// <summary>Whether query, key and value inputs are readers of their own.</summary>
    public bool SplitQueryKeyValue { get; }

    /// <summary>Whether token and position embeddings are writers of their own.</summary>
    public bool SplitEmbedding { get; }

    /// <summary>The labels of the groups by which positions are split, in order; none where they are not.</summary>
    public IReadOnlyList<string> PositionGroups { get; }

    /// <summary>Number of writers in a row that one node of the model is: one for each group of positions.</summary>
    public int WritersPerNode => Math.Max(1, PositionGroups.Count);

    /// <summary>Every writer, in forward order; where positions are split, a node's groups side by side in their order.</summary>
    public IReadOnlyList<Writer> Writers { get; }

    /// <summary>Every reader, in forward order.</summary>
    public IReadOnlyList<Reader> Readers { get; }

    /// <summary>The steps of a forward pass, in order.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>Number of edges.</summary>
    public int EdgeCount => _edgeOffsets[^1];

    /// <summary>Number of writers upstream of a reader: the first so many.</summary>
    /// <exception cref="GraphException">The graph has no such reader.</exception>
    public int WritersBefore(int reader) => _writersBefore[InRange(reader, Readers.Count, "reader")];

    /// <summary>The index of an edge.</summary>
    /// <exception cref="GraphException">The graph has no such reader, or the writer is not upstream of it.</exception>
    public int EdgeIndex(int writer, int reader) =>
        (uint)writer < (uint)WritersBefore(reader)
            ? _edgeOffsets[reader] + writer
            : throw new GraphException(
                FormattableString.Invariant(
                    $"writer {writer} is not upstream of {Readers[reader].Name}, which reads the writers 0 to {_writersBefore[reader] - 1}"
                )
            );

    /// <summary>The index of an edge.</summary>
    /// <exception cref="GraphException">The graph has no such writer or reader, or the writer is not upstream.</exception>
    public int EdgeIndex(Edge edge)
    {
        var writer = WriterIndex(edge.Writer);
        var reader = ReaderIndex(edge.Reader);
        return writer < _writersBefore[reader]
            ? EdgeIndex(writer, reader)
            : throw new GraphException(
                $"{edge.Name} is not an edge: {edge.Writer.Name} is not upstream of {edge.Reader.Name}"
            );
    }

    /// <summary>The edge of an index.</summary>
    /// <exception cref="GraphException">The graph has no such edge.</exception>
    public Edge EdgeAt(int index)
    {
        var reader = ReaderOf(index);
        return new Edge(Writers[index - _edgeOffsets[reader]], Readers[reader]);
    }

    /// <summary>The reader, by index, that an edge ends in.</summary>
    /// <exception cref="GraphException">The graph has no such edge.</exception>
    public int ReaderOf(int edge)
    {
        var found = Array.BinarySearch(_edgeOffsets, InRange(edge, EdgeCount, "edge"));
        // Every reader has writers in front of it, so that no two have the same offset.
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The writer, by index, that an edge starts from.</summary>
    /// <exception cref="GraphException">The graph has no such edge.</exception>
    public int WriterOf(int edge) => edge - _edgeOffsets[ReaderOf(edge)];

    /// <summary>The stage that a reader belongs to.</summary>
    /// <exception cref="GraphException">The graph has no such reader.</exception>
    public Stage StageOfReader(int reader) => Stages[_stageOfReader[InRange(reader, Readers.Count, "reader")]];

    /// <summary>The reader, by index, from which a head's query, key or value is computed.</summary>
    /// <param name="stage">The attention stage.</param>
    /// <param name="kind">Query, key or value.</param>
    /// <param name="head">The query head, or the key and value head.</param>
    internal int ReaderOfHead(Stage stage, ReaderKind kind, int head) =>
        SplitQueryKeyValue
            ? _builder.FirstReader(stage, kind) + head
            : stage.FirstReader + (kind == ReaderKind.Query ? head / Architecture.HeadsPerKeyValueHead : head);

    /// <summary>The writers, by index, that are computed from what a reader reads; none for the logits.</summary>
    /// <exception cref="GraphException">The graph has no such reader.</exception>
    public IEnumerable<int> WritersOfReader(int reader)
    {
        var stage = StageOfReader(reader);
        var (kind, head) = (Readers[reader].Kind, Readers[reader].Head);
        var group = Architecture.HeadsPerKeyValueHead;
        return kind switch
        {
            ReaderKind.Logits => [],
            ReaderKind.Mlp => Of(0, 1),
            ReaderKind.Query => Of(head, 1),
            _ => Of(head * group, group),
        };

        IEnumerable<int> Of(int first, int nodes) =>
            Enumerable.Range(stage.FirstWriter + first * WritersPerNode, nodes * WritersPerNode);
    }

    /// <summary>The edges, by index, that start from a writer.</summary>
    /// <exception cref="GraphException">The graph has no such writer.</exception>
    public IEnumerable<int> EdgesOfWriter(int writer)
    {
        InRange(writer, Writers.Count, "writer");
        return Enumerable
            .Range(0, Readers.Count)
            .Where(reader => writer < _writersBefore[reader])
            .Select(reader => EdgeIndex(writer, reader));
    }

    /// <summary>The index of a writer.</summary>
    /// <exception cref="GraphException">The graph has no such writer.</exception>
    public int WriterIndex(Writer writer) =>
        _writerIndices.TryGetValue(writer, out var index)
            ? index
            : throw new GraphException(
                $"the graph has no writer {writer.Name}"
                    + (
                        writer.Positions is null && PositionGroups.Count > 0
                            ? $"; its positions are split: say which with At, one of {string.Join(", ", PositionGroups)}"
                        : writer.Positions is not null && PositionGroups.Count == 0 ? "; its positions are not split"
                        : ""
                    )
            );

    /// <summary>The index of the writer of a name; null if there is none.</summary>
    internal int? FindWriter(string name) => _writerNames.Value.TryGetValue(name, out var writer) ? writer : null;

    /// <summary>The index of a reader.</summary>
    /// <exception cref="GraphException">The graph has no such reader.</exception>
    public int ReaderIndex(Reader reader) =>
        _readerIndices.TryGetValue(reader, out var index)
            ? index
            : throw new GraphException(
                $"the graph has no reader {reader.Name}; its query, key and value inputs are {(SplitQueryKeyValue ? "split" : "merged")}"
            );

    /// <summary>An index that the graph has.</summary>
    /// <param name="index">The index.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="what">What is counted.</param>
    /// <exception cref="GraphException">The graph has none of that index.</exception>
    internal static int InRange(int index, int count, string what) =>
        (uint)index < (uint)count
            ? index
            : throw new GraphException(
                FormattableString.Invariant($"there is no {what} {index}: the graph has {count}, 0 to {count - 1}")
            );
}
