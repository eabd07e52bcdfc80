namespace Circuitry.Models;

/// <summary>How positions enter a model.</summary>
public sealed record PositionOrgan
{
    /// <summary>The way they enter.</summary>
    public required PositionEmbedding Kind { get; init; }

    /// <summary>The rotary embedding; null unless <see cref="Kind"/> is rotary.</summary>
    public RotaryEmbedding? Rotary { get; init; }

    private static readonly OrganPlace<PositionOrgan> Here = new(
        nameof(Architecture.Positions),
        a => a.Positions,
        (a, organ) => a with { Positions = organ }
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [Here.Of("Positions", nameof(Kind), o => o.Kind, Turned) with { Absent = _ => PositionEmbedding.Learned }];

    private static PositionOrgan Turned(PositionOrgan o, PositionEmbedding kind) =>
        o with
        {
            Kind = kind,
            Rotary = kind == PositionEmbedding.Rotary ? o.Rotary ?? new RotaryEmbedding { Width = 0, Base = 0 } : null,
        };
}
