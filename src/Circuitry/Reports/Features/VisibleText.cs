namespace Circuitry;

/// <summary>Texts of tokens with their control characters shown, line ends among them: they would break lines, and pages may not hold them.</summary>
internal static class VisibleText
{
    private const char Delete = '\u007f';
    private const char Pictures = '\u2400';

    public static string Of(string text) => string.Concat(text.Select(Of));

    private static char Of(char character) =>
        character < ' ' ? (char)(Pictures + character)
        : character == Delete ? '\u2421'
        : char.IsControl(character) ? '\ufffd'
        : character;
}
