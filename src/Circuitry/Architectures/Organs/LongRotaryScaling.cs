namespace Circuitry.Models;

/// <summary>Longrope's scaling: each pair's frequency is divided by a factor of its own, one for short and one for long prompts.</summary>
public sealed record LongRotaryScaling
{
    /// <summary>The divisors in prompts up to the original context, one for each pair, as <see cref="NumberList"/> writes them.</summary>
    public string ShortFactors { get; init; } = "";

    /// <summary>The divisors in longer prompts, one for each pair, as <see cref="NumberList"/> writes them.</summary>
    public required string LongFactors { get; init; }

    /// <summary>The longest prompt with the short factors.</summary>
    public required int OriginalContext { get; init; }

    /// <summary>Cosines and sines are multiplied by this, in short prompts too.</summary>
    public required double AttentionFactor { get; init; }

    private static readonly OrganPlace<LongRotaryScaling> Here = new(
        $"{nameof(Architecture.Positions)}.{nameof(PositionOrgan.Rotary)}.{nameof(RotaryEmbedding.Long)}",
        a => a.Positions.Rotary?.Long,
        (a, organ) => a with { Positions = a.Positions with { Rotary = a.Positions.Rotary! with { Long = organ } } },
        "without RotaryLongFactors there is no scaling by longrope"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        // Its factors bring the scaling about.
        Here.Of("RotaryLongFactors", nameof(LongFactors), o => o.LongFactors, (o, v) => o with { LongFactors = v }) with
        {
            Lacking = a => a.Positions.Rotary is null ? "Positions is not PositionEmbedding.Rotary" : null,
            Write = (a, factors) =>
                ((string)factors).Length == 0
                    ? a
                    : Here.Set(
                        a,
                        (
                            Here.Get(a)
                            ?? new()
                            {
                                ShortFactors = "",
                                LongFactors = "",
                                OriginalContext = 0,
                                AttentionFactor = 0,
                            }
                        ) with
                        {
                            LongFactors = (string)factors,
                        }
                    ),
            Rare = true,
            Absent = _ => "",
        },
        Here.Of(
            "RotaryShortFactors",
            nameof(ShortFactors),
            o => o.ShortFactors,
            (o, v) => o with { ShortFactors = v }
        ) with
        {
            Rare = true,
            Absent = _ => "",
        },
        Here.Of(
            "RotaryLongOriginalContext",
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
            "RotaryLongAttentionFactor",
            nameof(AttentionFactor),
            o => o.AttentionFactor,
            (o, v) => o with { AttentionFactor = v }
        ) with
        {
            Rare = true,
            Absent = a =>
                DefaultAttentionFactor(
                    (double)a.Context / a.Positions.Rotary!.Long!.OriginalContext,
                    a.Positions.Rotary.Long.OriginalContext
                ),
            ZeroIsAbsent = true,
        },
    ];

    /// <summary>The factor of cosines and sines where none is given: sqrt(1 + ln(stretch) / ln(original)), 1 without a stretch.</summary>
    internal static double DefaultAttentionFactor(double stretch, int original) =>
        stretch <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(stretch) / Math.Log(original)));
}
