namespace Circuitry.Models;

/// <summary>The MLP of a block.</summary>
public sealed record MlpOrgan
{
    /// <summary>Number of neurons, d_mlp.</summary>
    public required int Width { get; init; }

    /// <summary>The nonlinearity.</summary>
    public required Nonlinearity Nonlinearity { get; init; }

    /// <summary>Whether an activated gate is multiplied with a linear path (SwiGLU and its kin).</summary>
    public bool Gated { get; init; }

    /// <summary>Whether there are biases, b_in and b_out.</summary>
    public required bool Bias { get; init; }

    /// <summary>Whether the gate of a gated MLP with biases has one too, b_gate.</summary>
    public bool GateBias { get; init; }

    /// <summary>Whether a gated MLP with biases adds b_in to the product with the gate, as TransformerLens does, and not to the linear path.</summary>
    public bool BiasAfterGate { get; init; }

    private const string NoMlp = "without MlpWidth there is no MLP";

    private static readonly OrganPlace<MlpOrgan> Here = new(
        nameof(Architecture.Mlp),
        a => a.Mlp,
        (a, organ) => a with { Mlp = organ },
        NoMlp
    );

    private static readonly OrganPlace<MlpOrgan> GatedWithBias = Here with
    {
        Get = a => a.Mlp is { Gated: true, Bias: true } gated ? gated : null,
        Lacking = "there is no gated MLP with biases",
    };

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        // The width brings the MLP about.
        Here.Of("MlpWidth", nameof(Width), o => o.Width, (o, v) => o with { Width = v }) with
        {
            Lacking = _ => null,
            Write = (a, width) =>
                (int)width == 0
                    ? a with
                    {
                        Mlp = null,
                    }
                    : a with
                    {
                        Mlp = (
                            a.Mlp
                            ?? new()
                            {
                                Width = 0,
                                Nonlinearity = default,
                                Bias = false,
                            }
                        ) with
                        {
                            Width = (int)width,
                        },
                    },
            Absent = _ => 0,
        },
        Here.Of("Nonlinearity", nameof(Nonlinearity), o => o.Nonlinearity, (o, v) => o with { Nonlinearity = v }) with
        {
            Absent = _ => Nonlinearity.Relu,
        },
        Here.Of("GatedMlp", nameof(Gated), o => o.Gated, (o, v) => Consistent(o with { Gated = v })) with
        {
            Absent = _ => false,
        },
        Here.Of("MlpBias", nameof(Bias), o => o.Bias, (o, v) => Consistent(o with { Bias = v })) with
        {
            Absent = _ => true,
        },
        GatedWithBias.Of("GateBias", nameof(GateBias), o => o.GateBias, (o, v) => o with { GateBias = v }) with
        {
            Absent = _ => false,
        },
        GatedWithBias.Of(
            "BiasAfterGate",
            nameof(BiasAfterGate),
            o => o.BiasAfterGate,
            (o, v) => o with { BiasAfterGate = v }
        ) with
        {
            Absent = _ => true,
        },
    ];

    private static MlpOrgan Consistent(MlpOrgan o) =>
        o is { Gated: true, Bias: true } ? o : o with { GateBias = false, BiasAfterGate = false };
}
