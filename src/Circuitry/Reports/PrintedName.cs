using System.Buffers;
using System.Globalization;

namespace Circuitry.Reports;

/// <summary>
/// Names in files of results. They are shown wherever a result is, so that they may not contain anything that a terminal obeys or
/// that makes a reader see other letters.
/// </summary>
internal static class PrintedName
{
    private static readonly SearchValues<char> Unprintable = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(IsUnprintable),
    ]);

    /// <summary>Refuses a name that cannot be printed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="member">The field.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="CircuitFileException">The name is null, or has a control character, a line end or a change of direction in it.</exception>
    public static void Check(string path, string member, string? name)
    {
        // Where texts are in a dictionary, the serializer lets null pass.
        if (name is null)
        {
            throw new CircuitFileException(
                path,
                member,
                "a text",
                "null",
                "Mend the file or run the experiment again."
            );
        }

        var at = name.AsSpan().IndexOfAny(Unprintable);
        if (at >= 0)
        {
            throw new CircuitFileException(
                path,
                member,
                "a name that can be printed",
                string.Create(CultureInfo.InvariantCulture, $"U+{(int)name[at]:X4} in it, at character {at + 1}"),
                "Remove the character, or run the experiment again."
            );
        }
    }

    // Marks, embeddings, overrides and isolates of direction are what makes "Bidi_Control" in Unicode.
    private static bool IsUnprintable(char character) =>
        char.IsControl(character)
        || character is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f'
        || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
