namespace Circuitry.Datasets;

/// <summary>
/// Finds constructs of tokenizers' regular expressions, which are written for Oniguruma, that mean something else in .NET.
/// Constructs that .NET lacks are not looked for: it refuses them itself.
/// </summary>
internal static class PatternDialect
{
    // Letters behind a backslash: words that differ, and anchors that hold elsewhere.
    private const string Escapes = "wWbBhHG";
    private static readonly string[] Groups = ["?:", "?=", "?!", "?<=", "?<!", "?>", "?i:", "?-i:"];

    /// <summary>The first construct that is read otherwise; null where there is none.</summary>
    public static string? Difference(string pattern)
    {
        // How many classes are open; one in another is a union with it.
        var classes = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            var found = rest[0] switch
            {
                '\\' => Escaped(rest, classes > 0),
                _ when classes > 0 => InClass(rest, pattern[i - 1]),
                '^' or '$' => $"{rest[0]}",
                '(' => Group(rest[1..]),
                '{' when rest.StartsWith("{,") => "{,",
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }

            switch (rest[0])
            {
                case '\\':
                    i++;
                    break;
                case '[' when classes++ == 0:
                    // What a class excludes, and a bracket that is its first character.
                    i +=
                        rest.StartsWith("[^]") ? 2
                        : rest.StartsWith("[^") || rest.StartsWith("[]") ? 1
                        : 0;
                    break;
                case ']' when classes > 0:
                    classes--;
                    break;
            }
        }

        return null;
    }

    private static string? Escaped(ReadOnlySpan<char> rest, bool inClass) =>
        rest.Length > 1
        && Escapes.Contains(rest[1], StringComparison.Ordinal)
        // A backspace in either.
        && !(inClass && rest[1] == 'b')
            ? $"\\{rest[1]}"
            : null;

    private static string? InClass(ReadOnlySpan<char> rest, char before) =>
        rest.StartsWith("&&") ? "&&"
        : rest[0] != '[' ? null
        : before == '-' ? "-["
        // An inner class that excludes, or has a name, or starts with a bracket.
        : rest.Length > 1 && rest[1] is '^' or ':' or ']' ? $"[{rest[1]}"
        : null;

    private static string? Group(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0 || rest[0] != '?')
        {
            return null;
        }

        foreach (var group in Groups)
        {
            if (rest.StartsWith(group))
            {
                return null;
            }
        }

        var isNamed = rest.StartsWith("?<") && rest.Length > 2 && char.IsAsciiLetter(rest[2]);
        return isNamed ? null : $"({rest[..Math.Min(3, rest.Length)]}";
    }
}
