using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The layouts by the names that manifests use.</summary>
internal static class DictionaryLayouts
{
    public const string SaeLens = "sae_lens";
    public const string DictionaryLearning = "dictionary_learning";
    public const string GemmaScope = "gemma_scope";

    public static IReadOnlyList<string> Names { get; } = [SaeLens, DictionaryLearning, GemmaScope];

    /// <summary>Reads the files of a manifest's entry.</summary>
    public static SparseAutoencoder Read(
        string folder,
        DictionaryEntry entry,
        ScalarType? numberType,
        Device? device
    ) =>
        entry.Layout switch
        {
            SaeLens => SaeLensReader.Read(folder, entry.Site, entry.NormScalingFactor, numberType, device),
            DictionaryLearning => DictionaryLearningReader.Read(folder, entry.Site, numberType, device),
            _ => GemmaScopeReader.Read(folder, entry.Site, numberType, device),
        };
}
