namespace Circuitry.Experiments.Tests;

/// <summary>Primer's tokenizer as it ships, and texts of its grammar.</summary>
internal static class PrimerLanguage
{
    private static readonly Lazy<TextTokenizer> Loaded = new(() => TextTokenizer.Load(PrimerWeights.Folder));

    public static TextTokenizer Tokenizer => Loaded.Value;

    public static IEnumerable<PrimerText> Texts(int count, int seed = 0) =>
        new PrimerGrammar(Tokenizer).Texts(seed).Take(count);

    /// <summary>The words of texts that are texts, without repetitions.</summary>
    public static IEnumerable<string> Prose(int count, int seed = 0) =>
        Texts(count, seed)
            .Where(text => text.Kind != TextKind.Repetition)
            .Select(text => Tokenizer.Decode(text.Tokens));

    public static DatasetRequest Request(int size, int seed) =>
        new()
        {
            Size = size,
            Seed = seed,
            Architecture = Primer.Declared,
            Tokenizer = Tokenizer,
        };
}
