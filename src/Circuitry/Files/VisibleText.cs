namespace Circuitry.Files;

/// <summary>
/// Texts from files with their control characters shown, line ends among them: they would break lines, act on a terminal, and
/// pages may not hold them.
/// </summary>
internal static class VisibleText
{
    private const int Longest = 100;
    private const int LongestBeginning = 1500;
    private const int LongestEnd = 400;
    private const char Delete = '\u007f';
    private const char Pictures = '\u2400';

    public static string Of(string text) => string.Concat(text.Select(Of));

    /// <summary>A text in a message: at most a hundred characters of it.</summary>
    public static string Short(string text) =>
        text.Length > Longest ? Of(text.Substring(0, Longest)) + "..." : Of(text);

    /// <summary>A message that may hold words of a file: of a very long one the beginning, which names the file, and the end, which says what to do.</summary>
    public static string Message(string text) =>
        text.Length <= LongestBeginning + LongestEnd
            ? Of(text)
            : $"{Of(text[..LongestBeginning])} ... {Of(text[^LongestEnd..])}";

    private static char Of(char character) =>
        character < ' ' ? (char)(Pictures + character)
        : character == Delete ? '\u2421'
        : char.IsControl(character) ? '\ufffd'
        : character;
}
