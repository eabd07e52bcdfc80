namespace Circuitry.Models;

/// <summary>The facts that follow from a kind of norm.</summary>
internal static class NormKinds
{
    /// <summary>Whether it has a learned scale.</summary>
    public static bool HasScale(this Normalization kind) =>
        kind is Normalization.LayerNorm or Normalization.LayerNormScale or Normalization.RmsNorm;

    /// <summary>Whether it has a learned bias.</summary>
    public static bool HasBias(this Normalization kind) => kind is Normalization.LayerNorm;

    /// <summary>Whether it subtracts the mean.</summary>
    public static bool Centres(this Normalization kind) =>
        kind is Normalization.LayerNorm or Normalization.LayerNormPre or Normalization.LayerNormScale;
}
