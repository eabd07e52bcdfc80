namespace Circuitry.Features;

/// <summary>How a dictionary brings activations to its own scale before it encodes them, and back when it decodes.</summary>
public enum InputNormalization
{
    /// <summary>It takes them as they are.</summary>
    None,

    /// <summary>x sqrt(d_in) / |x|, each activation by itself.</summary>
    ConstantNormRescale,

    /// <summary>(x - mean) / (standard deviation + 1e-5), each activation by itself; the deviation is the unbiased one.</summary>
    LayerNorm,
}
