using System.Text;

namespace Circuitry.Datasets;

/// <summary>
/// Case in groups <c>(?i:...)</c>: to Oniguruma the long s (U+017F) is an s there, as Unicode's case folding has it, and to .NET it
/// is not.
/// </summary>
internal static class PatternCase
{
    private const string Group = "(?i:";

    /// <summary>The pattern with the long s wherever case is ignored and an s stands.</summary>
    public static string Fold(string pattern) => Walk(pattern).Folded;

    /// <summary>A range of characters where case is ignored, which may have an s in it; null where there is none.</summary>
    public static string? Difference(string pattern) => Walk(pattern).HasRange ? $"a range in {Group}...)" : null;

    private static (string Folded, bool HasRange) Walk(string pattern)
    {
        var folded = new StringBuilder(pattern.Length);
        // Of every group that is open whether case is ignored in it.
        var groups = new Stack<bool>([false]);
        var inClass = false;
        var hasRange = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            folded.Append(character);
            var ignores = groups.Peek();
            switch (character)
            {
                case '\\' when i + 1 < pattern.Length:
                    var end = i + PatternEscape.LengthAt(pattern, i) - 1;
                    folded.Append(pattern, i + 1, end - i);
                    i = end;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    groups.Push(IgnoresCase(pattern, i, ignores));
                    break;
                case ')' when !inClass && groups.Count > 1:
                    groups.Pop();
                    break;
                case '-' when inClass && ignores:
                    hasRange = true;
                    break;
                case 's' or 'S' when ignores:
                    folded.Length--;
                    folded.Append(inClass ? $"{character}\u017F" : $"[{character}\u017F]");
                    break;
            }
        }

        return (folded.ToString(), hasRange);
    }

    private static bool IgnoresCase(string pattern, int start, bool outside) =>
        string.CompareOrdinal(pattern, start, Group, 0, Group.Length) == 0
        || (outside && string.CompareOrdinal(pattern, start, "(?-i:", 0, 5) != 0);
}
