namespace Circuitry.Features;

/// <summary>The normalization of activations before a dictionary encodes them, undone when it decodes.</summary>
public enum InputNormalization
{
    /// <summary>No normalization.</summary>
    None,

    /// <summary>x sqrt(d_in) / |x|, each activation by itself.</summary>
    ConstantNormRescale,

    /// <summary>(x - mean) / (standard deviation + 1e-5), each activation by itself; the deviation is the unbiased one.</summary>
    LayerNorm,
}
