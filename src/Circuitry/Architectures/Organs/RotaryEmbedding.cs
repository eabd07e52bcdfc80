namespace Circuitry.Models;

/// <summary>A rotary position embedding over the first <see cref="Width"/> dimensions of a head, pairing i with i + Width/2.</summary>
public sealed record RotaryEmbedding
{
    /// <summary>Number of dimensions of a head that rotate.</summary>
    public required int Width { get; init; }

    /// <summary>The base of the frequencies, rope_theta.</summary>
    public required double Base { get; init; }

    /// <summary>All frequencies are divided by this (linear scaling); 1 leaves them.</summary>
    public double LinearFactor { get; init; } = 1;

    /// <summary>The by-parts scaling of Llama 3; null when there is none.</summary>
    public Llama3RotaryScaling? Llama3Scaling { get; init; }

    private static readonly OrganPlace<RotaryEmbedding> Here = new(
        $"{nameof(Architecture.Positions)}.{nameof(PositionOrgan.Rotary)}",
        a => a.Positions.Rotary,
        (a, organ) => a with { Positions = a.Positions with { Rotary = organ } },
        "Positions is not PositionEmbedding.Rotary"
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("RotaryWidth", nameof(Width), o => o.Width, (o, v) => o with { Width = v }) with
        {
            Absent = a => a.HeadWidth,
            ZeroIsAbsent = true,
        },
        Here.Of("RotaryBase", nameof(Base), o => o.Base, (o, v) => o with { Base = v }) with
        {
            Absent = _ => 10000.0,
        },
        Here.Of(
            "RotaryLinearFactor",
            nameof(LinearFactor),
            o => o.LinearFactor,
            (o, v) => o with { LinearFactor = v }
        ) with
        {
            Absent = _ => 1.0,
        },
    ];
}
