using System.Globalization;
using System.Text;

namespace Circuitry.App;

/// <summary>Text as a terminal can print it: control and formatting characters, which could move its cursor or reverse what is read, are shown as their code.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(Acts))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            shown.Append(
                Acts(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : rune.ToString()
            );
        }

        return shown.ToString();
    }

    private static bool Acts(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate;
}
