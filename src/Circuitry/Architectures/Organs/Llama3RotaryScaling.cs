namespace Circuitry.Models;

/// <summary>Llama 3's scaling: long wavelengths are divided by a factor, short ones left, those between interpolated.</summary>
public sealed record Llama3RotaryScaling
{
    /// <summary>Long wavelengths are stretched by this factor.</summary>
    public required double Factor { get; init; }

    /// <summary>Wavelengths above original context / this are long.</summary>
    public required double LowFrequencyFactor { get; init; }

    /// <summary>Wavelengths below original context / this are short.</summary>
    public required double HighFrequencyFactor { get; init; }

    /// <summary>The context the model was first trained with.</summary>
    public required int OriginalContext { get; init; }

    private static readonly OrganPlace<Llama3RotaryScaling> Here = new(
        $"{nameof(Architecture.Positions)}.{nameof(PositionOrgan.Rotary)}.{nameof(RotaryEmbedding.Llama3Scaling)}",
        a => a.Positions.Rotary?.Llama3Scaling,
        (a, organ) =>
            a with
            {
                Positions = a.Positions with { Rotary = a.Positions.Rotary! with { Llama3Scaling = organ } },
            },
        "without RotaryPartsFactor there is no scaling by parts"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        // Its factor brings the scaling about.
        Here.Of("RotaryPartsFactor", nameof(Factor), o => o.Factor, (o, v) => o with { Factor = v }) with
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
                                LowFrequencyFactor = 0,
                                HighFrequencyFactor = 0,
                                OriginalContext = 0,
                            }
                        ) with
                        {
                            Factor = (double)factor,
                        }
                    ),
            Absent = _ => 0.0,
        },
        Here.Of(
            "RotaryLowFrequencyFactor",
            nameof(LowFrequencyFactor),
            o => o.LowFrequencyFactor,
            (o, v) => o with { LowFrequencyFactor = v }
        ) with
        {
            Absent = _ => 1.0,
        },
        Here.Of(
            "RotaryHighFrequencyFactor",
            nameof(HighFrequencyFactor),
            o => o.HighFrequencyFactor,
            (o, v) => o with { HighFrequencyFactor = v }
        ) with
        {
            Absent = _ => 4.0,
        },
        Here.Of(
            "RotaryOriginalContext",
            nameof(OriginalContext),
            o => o.OriginalContext,
            (o, v) => o with { OriginalContext = v }
        ) with
        {
            Absent = _ => 8192,
        },
    ];
}
