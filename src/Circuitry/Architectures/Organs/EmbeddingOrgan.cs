namespace Circuitry.Models;

/// <summary>The embedding of tokens.</summary>
public sealed record EmbeddingOrgan
{
    /// <summary>Number of tokens the model reads, d_vocab.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Whether the unembedding is the embedding transposed and is not stored.</summary>
    public bool Tied { get; init; }

    /// <summary>The embedding of a token is multiplied by this, as by the square root of d_model in Gemma.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether the embedding of a token is normed before anything is added to it (BLOOM).</summary>
    public bool Norm { get; init; }

    private static readonly OrganPlace<EmbeddingOrgan> Here = new(
        nameof(Architecture.Embedding),
        a => a.Embedding,
        (a, organ) => a with { Embedding = organ }
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("Vocabulary", nameof(Vocabulary), o => o.Vocabulary, (o, v) => o with { Vocabulary = v }),
        Here.Of("TiedEmbedding", nameof(Tied), o => o.Tied, (o, v) => o with { Tied = v }) with
        {
            Absent = _ => false,
        },
        Here.Of("EmbeddingScale", nameof(Scale), o => o.Scale, (o, v) => o with { Scale = v }) with
        {
            Rare = true,
            Absent = _ => 1.0,
        },
        Here.Of("EmbeddingNorm", nameof(Norm), o => o.Norm, (o, v) => o with { Norm = v }) with
        {
            Rare = true,
            Absent = _ => false,
        },
    ];
}
