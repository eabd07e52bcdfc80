namespace Circuitry;

/// <summary>The kind of a model's norms.</summary>
public enum Normalization
{
    /// <summary>No norm.</summary>
    None,

    /// <summary>LayerNorm with scale and bias.</summary>
    LayerNorm,

    /// <summary>LayerNorm without scale and bias: it has none, or they have been folded into the weights that follow.</summary>
    LayerNormPre,

    /// <summary>Root mean square norm with a scale.</summary>
    RmsNorm,

    /// <summary>Root mean square norm without a scale: it has none, or it has been folded into the weights that follow.</summary>
    RmsNormPre,

    /// <summary>LayerNorm with a scale and no bias.</summary>
    LayerNormScale,
}
