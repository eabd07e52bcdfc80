namespace Circuitry.Models;

/// <summary>The norms of attention, MLP and unembedding.</summary>
public sealed record NormOrgan
{
    /// <summary>The kind of norm.</summary>
    public required Normalization Kind { get; init; }

    /// <summary>The epsilon inside the norm; 0 where there is no norm.</summary>
    public double Epsilon { get; init; }

    /// <summary>Where the norms of a block stand.</summary>
    public NormPlace Place { get; init; }

    /// <summary>Whether attention and MLP are added to what they read, normed, and not to the stream (BLOOM's post layer norm residual).</summary>
    public bool NormedResidual { get; init; }

    /// <summary>Whether there is a norm in front of the unembedding.</summary>
    public bool Final { get; init; } = true;

    /// <summary>Whether the norms carry a learned scale.</summary>
    public bool HasScale => Kind.HasScale();

    /// <summary>Whether the norms carry a learned bias.</summary>
    public bool HasBias => Kind.HasBias();

    /// <summary>Whether the norms subtract the mean.</summary>
    public bool Centres => Kind.Centres();

    /// <summary>Whether there are norms in front of attention and MLP.</summary>
    public bool IsBefore => Kind != Normalization.None && Place is NormPlace.Before or NormPlace.BeforeAndAfter;

    /// <summary>Whether what attention and MLP put out is normed before it is added to the stream.</summary>
    public bool IsAfter => Place is NormPlace.After or NormPlace.BeforeAndAfter;

    /// <summary>Whether there are norms behind attention and MLP, of what they put out or of the stream.</summary>
    public bool IsBehind => IsAfter || Place == NormPlace.AfterAddition;

    /// <summary>Whether there is a norm in front of the unembedding.</summary>
    public bool IsFinal => Kind != Normalization.None && Final;

    /// <summary>Whether the stream behind attention is more than the sum of the stream in front of it and of what heads put out.</summary>
    public bool JoinsAttention => IsBehind || NormedResidual;

    /// <summary>Whether the stream behind an MLP is more than the sum of the stream in front of it and of what the MLP puts out.</summary>
    public bool JoinsMlp => Place == NormPlace.AfterAddition || NormedResidual;

    private static readonly OrganPlace<NormOrgan> Here = new(
        nameof(Architecture.Norm),
        a => a.Norm,
        (a, organ) => a with { Norm = organ }
    );

    private static readonly OrganPlace<NormOrgan> Norms = Here with
    {
        Get = a => a.Norm.Kind == Normalization.None ? null : a.Norm,
        Lacking = "Normalization is Normalization.None",
    };

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("Normalization", nameof(Kind), o => o.Kind, Turned) with
        {
            Absent = _ => Normalization.LayerNorm,
        },
        Norms.Of("NormEpsilon", nameof(Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }) with
        {
            Absent = _ => 1e-5,
        },
        Norms.Of("NormPlace", nameof(Place), o => o.Place, (o, v) => o with { Place = v }) with
        {
            Rare = true,
            Absent = _ => NormPlace.Before,
        },
        Norms.Of(
            "NormedResidual",
            nameof(NormedResidual),
            o => o.NormedResidual,
            (o, v) => o with { NormedResidual = v }
        ) with
        {
            Rare = true,
            Absent = _ => false,
        },
        Norms.Of("FinalNorm", nameof(Final), o => o.Final, (o, v) => o with { Final = v }) with
        {
            Rare = true,
            Absent = _ => true,
        },
    ];

    private static NormOrgan Turned(NormOrgan o, Normalization kind) =>
        kind == Normalization.None ? new NormOrgan { Kind = kind } : o with { Kind = kind };
}
