namespace Circuitry.Emitted;

/// <summary>The kinds of steps of a forward pass.</summary>
public enum StageKind
{
    /// <summary>The embeddings, which read nothing.</summary>
    Embedding,

    /// <summary>The heads of a block.</summary>
    Attention,

    /// <summary>The MLP of a block.</summary>
    Mlp,

    /// <summary>The logits, which write nothing.</summary>
    Logits,
}

/// <summary>One step of a forward pass: some readers read, some writers write.</summary>
public sealed record Stage
{
    /// <summary>The kind of computation.</summary>
    public required StageKind Kind { get; init; }

    /// <summary>Its block; -1 for embeddings, the number of blocks for the logits.</summary>
    public required int Layer { get; init; }

    /// <summary>Its place among the stages.</summary>
    public required int Index { get; init; }

    /// <summary>Its first reader.</summary>
    public required int FirstReader { get; init; }

    /// <summary>Number of its readers.</summary>
    public required int ReaderCount { get; init; }

    /// <summary>Its first writer.</summary>
    public required int FirstWriter { get; init; }

    /// <summary>Number of its writers.</summary>
    public required int WriterCount { get; init; }

    /// <summary>Number of writers that each of its readers reads: the first so many.</summary>
    public required int WritersBefore { get; init; }
}
