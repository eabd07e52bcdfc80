namespace Circuitry.Datasets;

/// <summary>Finds where an escape of a pattern ends.</summary>
internal static class PatternEscape
{
    /// <summary>How many characters the character at a place has, with what its backslash, if it is one, takes with it.</summary>
    public static int LengthAt(string pattern, int at)
    {
        if (pattern[at] != '\\' || at + 1 == pattern.Length)
        {
            return 1;
        }

        // A property's name stands in braces.
        var close =
            pattern[at + 1] is 'p' or 'P' && at + 2 < pattern.Length && pattern[at + 2] == '{'
                ? pattern.IndexOf('}', at)
                : -1;
        return close < 0 ? 2 : close - at + 1;
    }
}
