namespace Circuitry.Features;

/// <summary>How a dictionary normalizes activations before it encodes them, and restores their scale when it decodes.</summary>
public enum InputNormalization
{
    /// <summary>No normalization.</summary>
    None,

    /// <summary>x sqrt(d_in) / |x|, each activation by itself.</summary>
    ConstantNormRescale,

    /// <summary>(x - mean) / (standard deviation + 1e-5), each activation by itself; the deviation is the unbiased one.</summary>
    LayerNorm,
}
