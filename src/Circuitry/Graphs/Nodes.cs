namespace Circuitry;

/// <summary>The kinds of nodes that add to the residual stream.</summary>
public enum WriterKind
{
    /// <summary>The embedding, tokens and positions together.</summary>
    Input,

    /// <summary>The token embedding, where the declaration splits the embedding.</summary>
    TokenEmbedding,

    /// <summary>The position embedding, where the declaration splits the embedding.</summary>
    PositionEmbedding,

    /// <summary>An attention head.</summary>
    Head,

    /// <summary>An MLP.</summary>
    Mlp,
}

/// <summary>The kinds of inputs that read the residual stream.</summary>
public enum ReaderKind
{
    /// <summary>A head's query input.</summary>
    Query,

    /// <summary>A key head's input.</summary>
    Key,

    /// <summary>A value head's input.</summary>
    Value,

    /// <summary>Query, key and value input together, of a key and value head and the query heads that share it.</summary>
    Attention,

    /// <summary>An MLP's input.</summary>
    Mlp,

    /// <summary>The logits.</summary>
    Logits,
}

/// <summary>A node that adds to the residual stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Its block; -1 for embeddings.</param>
/// <param name="Head">Its head; 0 for what is not a head.</param>
public readonly record struct Writer(WriterKind Kind, int Layer, int Head) : IUnit
{
    /// <summary>The embedding.</summary>
    public static Writer Input { get; } = new(WriterKind.Input, -1, 0);

    /// <summary>The token embedding.</summary>
    public static Writer TokenEmbedding { get; } = new(WriterKind.TokenEmbedding, -1, 0);

    /// <summary>The position embedding.</summary>
    public static Writer PositionEmbedding { get; } = new(WriterKind.PositionEmbedding, -1, 0);

    /// <summary>A head.</summary>
    public static Writer OfHead(int layer, int head) => new(WriterKind.Head, layer, head);

    /// <summary>An MLP.</summary>
    public static Writer OfMlp(int layer) => new(WriterKind.Mlp, layer, 0);

    /// <summary>The label of the positions at which it writes, where the declaration splits positions; null for all.</summary>
    public string? Positions { get; init; }

    /// <summary>
    /// The name in files and reports: <c>input</c>, <c>tok</c>, <c>pos</c>, <c>a9.h6</c>, <c>m3</c>, and where positions are
    /// split <c>a9.h6[name]</c>.
    /// </summary>
    public string Name => AtPositions(NodeName);

    /// <summary>A name with the label of the positions behind it, where it has one.</summary>
    internal string AtPositions(string name) => Positions is null ? name : $"{name}[{Positions}]";

    /// <summary>Its name without positions.</summary>
    internal string NodeName =>
        Kind switch
        {
            WriterKind.Input => "input",
            WriterKind.TokenEmbedding => "tok",
            WriterKind.PositionEmbedding => "pos",
            WriterKind.Head => FormattableString.Invariant($"a{Layer}.h{Head}"),
            _ => FormattableString.Invariant($"m{Layer}"),
        };

    /// <summary>The writer at the positions of a group, where the declaration splits positions.</summary>
    /// <param name="positions">The group's label.</param>
    public Writer At(string positions) => this with { Positions = positions };

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An input that reads the residual stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Its block; for the logits, the number of blocks.</param>
/// <param name="Head">Its query head, or for keys, values and merged inputs its key and value head.</param>
/// <param name="Grouped">Whether several query heads share the key and value head.</param>
public readonly record struct Reader(ReaderKind Kind, int Layer, int Head, bool Grouped = false)
{
    /// <summary>The name in files and reports: <c>a9.h6&lt;q&gt;</c>, <c>a9.kv1&lt;k&gt;</c>, <c>m3</c>, <c>logits</c>.</summary>
    public string Name
    {
        get
        {
            var head = Grouped && Kind != ReaderKind.Query ? "kv" : "h";
            return Kind switch
            {
                ReaderKind.Query => FormattableString.Invariant($"a{Layer}.h{Head}<q>"),
                ReaderKind.Key => FormattableString.Invariant($"a{Layer}.{head}{Head}<k>"),
                ReaderKind.Value => FormattableString.Invariant($"a{Layer}.{head}{Head}<v>"),
                ReaderKind.Attention => FormattableString.Invariant($"a{Layer}.{head}{Head}"),
                ReaderKind.Mlp => FormattableString.Invariant($"m{Layer}"),
                _ => "logits",
            };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The connection that carries a writer's output to a reader's input.</summary>
/// <param name="Writer">The upstream end.</param>
/// <param name="Reader">The downstream end.</param>
public readonly record struct Edge(Writer Writer, Reader Reader) : IUnit
{
    /// <summary>The name in files and reports: <c>a5.h5-&gt;a9.h6&lt;q&gt;</c>.</summary>
    public string Name => Writer.Name + "->" + Reader.Name;

    /// <summary>The same connection for what is written at the positions of a group, where the declaration splits positions.</summary>
    /// <param name="positions">The group's label.</param>
    public Edge At(string positions) => this with { Writer = Writer.At(positions) };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
