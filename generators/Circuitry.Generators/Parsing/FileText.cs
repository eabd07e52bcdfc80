using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Generators;

/// <summary>The text of an AdditionalFile as the runtime would read it: UTF-8, and of a bounded size.</summary>
internal static class FileText
{
    private static readonly int[] Wide = [1200, 1201, 12000, 12001];

    /// <summary>The text; null if there is a problem.</summary>
    public static string? Of(SourceText? text, out string? problem)
    {
        problem =
            text is null ? "it cannot be read"
            : text.Length > FileSizes.Configuration
                ? FormattableString.Invariant($"it has more than {FileSizes.Configuration} bytes")
            : Wide.Contains(text.Encoding?.CodePage ?? 0) ? "it is not in UTF-8; save it as UTF-8"
            : null;
        return problem is null ? Decoded(text!) : null;
    }

    // The compiler takes a file with bytes that are not UTF-8 for one in the system's code page, letter by letter. The runtime puts
    // U+FFFD in their places.
    private static string Decoded(SourceText text) =>
        text.Encoding is { CodePage: not 65001 } encoding
            ? Encoding.UTF8.GetString(encoding.GetBytes(text.ToString()))
            : text.ToString();
}
