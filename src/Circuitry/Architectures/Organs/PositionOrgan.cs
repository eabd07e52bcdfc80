namespace Circuitry.Models;

/// <summary>The ways in which positions enter a model.</summary>
public sealed record PositionOrgan
{
    /// <summary>The way they enter.</summary>
    public required PositionEmbedding Kind { get; init; }

    /// <summary>Whether the biases of ALiBi are divided by the scale of attention as scores are (Falcon), and not added behind it (BLOOM).</summary>
    public bool AlibiScaled { get; init; }

    /// <summary>Whether the slopes of ALiBi, and their products with positions, are rounded to bfloat16 (Falcon).</summary>
    public bool AlibiRounded { get; init; }

    /// <summary>The rotary embedding; null unless <see cref="Kind"/> is rotary.</summary>
    public RotaryEmbedding? Rotary { get; init; }

    private static readonly OrganPlace<PositionOrgan> Here = new(
        nameof(Architecture.Positions),
        a => a.Positions,
        (a, organ) => a with { Positions = organ }
    );

    private static readonly OrganPlace<PositionOrgan> Alibi = Here with
    {
        Get = a => a.Positions.Kind == PositionEmbedding.Alibi ? a.Positions : null,
        Lacking = "Positions is not PositionEmbedding.Alibi",
    };

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("Positions", nameof(Kind), o => o.Kind, Turned) with
        {
            Absent = _ => PositionEmbedding.Learned,
        },
        Alibi.Of("AlibiScaled", nameof(AlibiScaled), o => o.AlibiScaled, (o, v) => o with { AlibiScaled = v }) with
        {
            Rare = true,
            Absent = _ => false,
        },
        Alibi.Of("AlibiRounded", nameof(AlibiRounded), o => o.AlibiRounded, (o, v) => o with { AlibiRounded = v }) with
        {
            Rare = true,
            Absent = _ => false,
        },
    ];

    private static PositionOrgan Turned(PositionOrgan o, PositionEmbedding kind) =>
        o.Kind == kind ? o
        : kind == PositionEmbedding.Rotary
            ? new()
            {
                Kind = kind,
                Rotary = new() { Width = 0, Base = 0 },
            }
        : new() { Kind = kind };
}
