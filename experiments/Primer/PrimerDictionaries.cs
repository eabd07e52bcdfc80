namespace Circuitry.Experiments;

/// <summary>Primer's dictionaries: how they are trained, and where they are.</summary>
public static class PrimerDictionaries
{
    /// <summary>How the dictionaries that ship were trained.</summary>
    public static DictionaryTrainingOptions Training { get; } =
        new()
        {
            Width = 512,
            K = 12,
            Steps = 3000,
            Rate = 2e-3,
            Seed = 0,
        };

    /// <summary>The folder that the program reads and that training replaces: next to the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Primer", "dictionaries");

    // About 700 tokens.
    private const int TextsOfStep = 40;

    /// <summary>The texts that they are trained on.</summary>
    internal static TextStream Texts(TextTokenizer tokenizer) =>
        PrimerTexts.Stream(tokenizer, Training.Seed, TextsOfStep);
}
