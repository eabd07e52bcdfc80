namespace Circuitry.Models;

/// <summary>A rotary position embedding over the first <see cref="Width"/> dimensions of a head.</summary>
/// <remarks>The angle of pair i at position p is p * base^(-2i / width), changed by at most one of the scalings.</remarks>
public sealed record RotaryEmbedding
{
    /// <summary>Number of dimensions of a head that rotate.</summary>
    public required int Width { get; init; }

    /// <summary>The base of the frequencies, rope_theta.</summary>
    public required double Base { get; init; }

    /// <summary>Whether dimension 2i is paired with 2i + 1 (GPT-J, Cohere), and not i with i + width / 2.</summary>
    public bool AdjacentPairs { get; init; }

    /// <summary>The layers whose queries and keys rotate, as <see cref="LayerSet"/> writes them; others know no positions.</summary>
    public string Layers { get; init; } = LayerSet.All;

    /// <summary>The base of windowed layers, whose frequencies are then not scaled (Gemma 3, OLMo 3); 0 where they rotate as the others do.</summary>
    public double LocalBase { get; init; }

    /// <summary>The factor by which a prompt longer than the context stretches the base (dynamic scaling); 0 for none.</summary>
    public double DynamicFactor { get; init; }

    /// <summary>All frequencies are divided by this (linear scaling); 1 leaves them.</summary>
    public double LinearFactor { get; init; } = 1;

    /// <summary>The by-parts scaling of Llama 3; null when there is none.</summary>
    public Llama3RotaryScaling? Llama3Scaling { get; init; }

    /// <summary>The scaling of YaRN; null when there is none.</summary>
    public YarnRotaryScaling? Yarn { get; init; }

    /// <summary>The scaling of longrope, dimension by dimension; null when there is none.</summary>
    public LongRotaryScaling? Long { get; init; }

    /// <summary>Whether a layer's queries and keys rotate.</summary>
    public bool Rotates(int layer) => LayerSet.Contains(Layers, layer);

    /// <summary>Whether the angles depend on how long a prompt is.</summary>
    public bool DependsOnLength => DynamicFactor > 0 || Long is not null;

    /// <summary>The rotation of windowed layers where they have a base of their own.</summary>
    public RotaryEmbedding OfWindowedLayers() =>
        new()
        {
            Width = Width,
            Base = LocalBase,
            AdjacentPairs = AdjacentPairs,
        };

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
            "RotaryAdjacentPairs",
            nameof(AdjacentPairs),
            o => o.AdjacentPairs,
            (o, v) => o with { AdjacentPairs = v }
        ) with
        {
            Rare = true,
            Absent = _ => false,
        },
        Here.Of("RotaryLayers", nameof(Layers), o => o.Layers, (o, v) => o with { Layers = v }) with
        {
            Rare = true,
            Absent = _ => LayerSet.All,
        },
        Here.Of("RotaryLocalBase", nameof(LocalBase), o => o.LocalBase, (o, v) => o with { LocalBase = v }) with
        {
            Rare = true,
            Absent = _ => 0.0,
        },
        Here.Of(
            "RotaryDynamicFactor",
            nameof(DynamicFactor),
            o => o.DynamicFactor,
            (o, v) => o with { DynamicFactor = v }
        ) with
        {
            Rare = true,
            Absent = _ => 0.0,
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
