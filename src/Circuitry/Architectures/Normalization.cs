namespace Circuitry;

/// <summary>The norm in front of attention, MLP and unembedding.</summary>
public enum Normalization
{
    /// <summary>No norm.</summary>
    None,

    /// <summary>LayerNorm with scale and bias.</summary>
    LayerNorm,

    /// <summary>LayerNorm whose scale and bias have been folded into the weights that follow.</summary>
    LayerNormPre,

    /// <summary>Root mean square norm with a scale.</summary>
    RmsNorm,

    /// <summary>Root mean square norm whose scale has been folded into the weights that follow.</summary>
    RmsNormPre,
}
