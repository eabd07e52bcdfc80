namespace Circuitry.Features;

/// <summary>SAELens's names.</summary>
internal static class SaeLensNames
{
    public const string ConfigFile = "cfg.json";
    public const string WeightsFile = "sae_weights.safetensors";

    /// <summary>SAELens has no batch top-k for inference: it writes thresholds, and so do we.</summary>
    public static string ArchitectureOf(DictionaryActivation activation) =>
        activation switch
        {
            ReluActivation => "standard",
            BatchTopKActivation => "jumprelu",
            _ => activation.Name,
        };

    public static string NameOf(InputNormalization normalization) =>
        normalization switch
        {
            InputNormalization.ConstantNormRescale => "constant_norm_rescale",
            InputNormalization.LayerNorm => "layer_norm",
            _ => "none",
        };
}
