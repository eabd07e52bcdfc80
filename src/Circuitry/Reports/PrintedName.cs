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

    /// <summary>Refuses an origin that cannot be printed.</summary>
    /// <inheritdoc cref="Check" path="/exception"/>
    public static void CheckOrigin(
        string path,
        CircuitMethod method,
        string modelHash,
        string dataHash,
        string version,
        string runtime
    )
    {
        Check(path, "provenance.method.name", method.Name);
        foreach (var (setting, value) in method.Settings)
        {
            Check(path, "provenance.method.settings", setting);
            Check(path, $"provenance.method.settings.{setting}", value);
        }

        Check(path, "provenance.model_hash", modelHash);
        Check(path, "provenance.data_hash", dataHash);
        Check(path, "provenance.version", version);
        Check(path, "provenance.runtime", runtime);
    }

    // Marks, embeddings, overrides and isolates of direction are what makes "Bidi_Control" in Unicode.
    private static bool IsUnprintable(char character) =>
        char.IsControl(character)
        || character is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f'
        || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
