namespace Circuitry.Models;

/// <summary>YaRN's scaling: frequencies that turn seldom within the original context are divided by a factor, those between blended.</summary>
public sealed record YarnRotaryScaling
{
    /// <summary>Slow frequencies are divided by this.</summary>
    public required double Factor { get; init; }

    /// <summary>Pairs that turn at least this often within the original context are left.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>Pairs that turn at most this often within the original context are divided by the factor.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>The context the model was first trained with.</summary>
    public required int OriginalContext { get; init; }

    /// <summary>Cosines and sines are multiplied by this.</summary>
    public required double AttentionFactor { get; init; }

    /// <summary>Whether the ends of the blend are rounded to whole pairs.</summary>
    public bool Truncate { get; init; } = true;

    private static readonly OrganPlace<YarnRotaryScaling> Here = new(
        $"{nameof(Architecture.Positions)}.{nameof(PositionOrgan.Rotary)}.{nameof(RotaryEmbedding.Yarn)}",
        a => a.Positions.Rotary?.Yarn,
        (a, organ) => a with { Positions = a.Positions with { Rotary = a.Positions.Rotary! with { Yarn = organ } } },
        "without RotaryYarnFactor there is no scaling by YaRN"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        // Its factor brings the scaling about.
        Here.Of("RotaryYarnFactor", nameof(Factor), o => o.Factor, (o, v) => o with { Factor = v }) with
        {
            Lacking = a => a.Positions.Rotary is null ? "Positions is not PositionEmbedding.Rotary" : null,
            Write = (a, factor) =>
                (double)factor == 0
                    ? a
                    : Here.Set(
                        a,
                        (
                            Here.Get(a)
                            ?? new()
                            {
                                Factor = 0,
                                BetaFast = 0,
                                BetaSlow = 0,
                                OriginalContext = 0,
                                AttentionFactor = 0,
                                Truncate = false,
                            }
                        ) with
                        {
                            Factor = (double)factor,
                        }
                    ),
            Rare = true,
            Absent = _ => 0.0,
        },
        Here.Of("RotaryYarnBetaFast", nameof(BetaFast), o => o.BetaFast, (o, v) => o with { BetaFast = v }) with
        {
            Rare = true,
            Absent = _ => 32.0,
        },
        Here.Of("RotaryYarnBetaSlow", nameof(BetaSlow), o => o.BetaSlow, (o, v) => o with { BetaSlow = v }) with
        {
            Rare = true,
            Absent = _ => 1.0,
        },
        Here.Of(
            "RotaryYarnOriginalContext",
            nameof(OriginalContext),
            o => o.OriginalContext,
            (o, v) => o with { OriginalContext = v }
        ) with
        {
            Rare = true,
            Absent = a => a.Context,
            ZeroIsAbsent = true,
        },
        Here.Of(
            "RotaryYarnAttentionFactor",
            nameof(AttentionFactor),
            o => o.AttentionFactor,
            (o, v) => o with { AttentionFactor = v }
        ) with
        {
            Rare = true,
            Absent = a => DefaultAttentionFactor(a.Positions.Rotary!.Yarn!.Factor),
            ZeroIsAbsent = true,
        },
        Here.Of("RotaryYarnTruncate", nameof(Truncate), o => o.Truncate, (o, v) => o with { Truncate = v }) with
        {
            Rare = true,
            Absent = _ => true,
        },
    ];

    /// <summary>The factor of cosines and sines where none is given: 0.1 ln(factor) + 1.</summary>
    internal static double DefaultAttentionFactor(double factor) => factor <= 1 ? 1 : 0.1 * Math.Log(factor) + 1;
}
