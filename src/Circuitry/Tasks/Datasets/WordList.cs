namespace Circuitry;

/// <summary>Words written down as running text.</summary>
internal static class WordList
{
    public static string[] Of(string text) => text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
