namespace Circuitry.Models;

/// <summary>The norm in front of attention, MLP and unembedding.</summary>
public sealed record NormOrgan
{
    /// <summary>The kind of norm.</summary>
    public required Normalization Kind { get; init; }

    /// <summary>The epsilon inside the norm; 0 where there is no norm.</summary>
    public double Epsilon { get; init; }

    /// <summary>Whether the norms carry a learned scale.</summary>
    public bool HasScale => Kind is Normalization.LayerNorm or Normalization.RmsNorm;

    /// <summary>Whether the norms carry a learned bias.</summary>
    public bool HasBias => Kind is Normalization.LayerNorm;

    /// <summary>Whether the norms subtract the mean.</summary>
    public bool Centres => Kind is Normalization.LayerNorm or Normalization.LayerNormPre;

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
        Here.Of("Normalization", nameof(Kind), o => o.Kind, (o, v) => o with { Kind = v }) with
        {
            Absent = _ => Normalization.LayerNorm,
        },
        Norms.Of("NormEpsilon", nameof(Epsilon), o => o.Epsilon, (o, v) => o with { Epsilon = v }) with
        {
            Absent = _ => 1e-5,
        },
    ];
}
