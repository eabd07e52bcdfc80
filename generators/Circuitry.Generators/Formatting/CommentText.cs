using System.Globalization;
using System.Security;

namespace Circuitry.Generators;

/// <summary>Escapes a declaration's text for emitted comments and XML documentation.</summary>
internal static class CommentText
{
    /// <summary>A text on one line.</summary>
    public static string Line(string text) =>
        string.Concat(
            text.Select(c => IsPlain(c) ? c.ToString() : $"\\u{((int)c).ToString("X4", CultureInfo.InvariantCulture)}")
        );

    /// <summary>A line as the content of an XML element, in which quotation marks stand as they are.</summary>
    public static string Xml(string line) =>
        SecurityElement.Escape(line).Replace("&quot;", "\"").Replace("&apos;", "'");

    // Half a surrogate pair has no place in a file, and no path needs a whole one.
    private static bool IsPlain(char character) =>
        !char.IsControl(character)
        && !char.IsSurrogate(character)
        && CharUnicodeInfo.GetUnicodeCategory(character)
            is not (UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
