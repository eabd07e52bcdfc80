namespace Circuitry.Models;

/// <summary>The norms of queries and keys, between their projection and their rotation.</summary>
/// <remarks>
/// Each query head and each key head has a scale of its own (families that share one among heads store it once). Where the whole
/// vector is normed, a head's query depends on the projections of all heads of what that head reads.
/// </remarks>
public sealed record QueryKeyNormOrgan
{
    /// <summary>The kind of norm.</summary>
    public required Normalization Kind { get; init; }

    /// <summary>Whether the heads of a position are normed together as one vector, and not one by one.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether the norms carry a learned scale.</summary>
    public bool HasScale => Kind.HasScale();

    /// <summary>Whether the norms carry a learned bias.</summary>
    public bool HasBias => Kind.HasBias();

    /// <summary>Whether the norms subtract the mean.</summary>
    public bool Centres => Kind.Centres();

    private static readonly OrganPlace<QueryKeyNormOrgan> Here = new(
        $"{nameof(Architecture.Attention)}.{nameof(AttentionOrgan.QueryKeyNorm)}",
        a => a.Attention.QueryKeyNorm,
        (a, organ) => a with { Attention = a.Attention with { QueryKeyNorm = organ } },
        "without QueryKeyNorm there are no norms of queries and keys"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        // Its kind brings the norm about.
        Here.Of("QueryKeyNorm", nameof(Kind), o => o.Kind, (o, v) => o with { Kind = v }) with
        {
            Lacking = _ => null,
            Write = (a, kind) =>
                a with
                {
                    Attention = a.Attention with
                    {
                        QueryKeyNorm =
                            (Normalization)kind == Normalization.None
                                ? null
                                : (a.Attention.QueryKeyNorm ?? new() { Kind = default }) with
                                {
                                    Kind = (Normalization)kind,
                                },
                    },
                },
            Rare = true,
            Absent = _ => Normalization.None,
        },
        Here.Of("QueryKeyNormWhole", nameof(Whole), o => o.Whole, (o, v) => o with { Whole = v }) with
        {
            Rare = true,
            Absent = _ => false,
        },
    ];
}
