namespace Circuitry;

/// <summary>The layouts by the names that manifests use.</summary>
internal static class DictionaryLayouts
{
    public const string SaeLens = "sae_lens";
    public const string DictionaryLearning = "dictionary_learning";
    public const string GemmaScope = "gemma_scope";

    public static IReadOnlyList<string> Names { get; } = [SaeLens, DictionaryLearning, GemmaScope];
}
