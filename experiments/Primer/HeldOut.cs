using System.Text;

namespace Circuitry.Experiments;

/// <summary>
/// The combinations of words that never occur in Primer's training: one in five, by their own hash, so that training
/// and testing agree without a list.
/// </summary>
internal static class HeldOut
{
    private const uint OneIn = 5;

    /// <summary>Whether two people never occur in one text.</summary>
    public static bool Together(string name, string other) =>
        Holds("together", string.CompareOrdinal(name, other) < 0 ? [name, other] : [other, name]);

    /// <summary>Whether nothing ever starts in a year.</summary>
    public static bool Start(string century, int year) =>
        Holds("start", century, FormattableString.Invariant($"{year:00}"));

    /// <summary>Whether one argument never comes right behind another.</summary>
    public static bool Behind(string argument, string next) => Holds("behind", argument, next);

    /// <summary>Whether a name never has a role.</summary>
    public static bool Role(string name, string role) => Holds("role", name, role);

    /// <summary>Whether a person is never next to a landmark; both are given in the singular.</summary>
    public static bool Beside(string person, string landmark) => Holds("beside", person, landmark);

    /// <summary>Whether no repetition starts with two tokens.</summary>
    public static bool Repetition(int first, int second) =>
        Holds("repetition", FormattableString.Invariant($"{first}"), FormattableString.Invariant($"{second}"));

    private static bool Holds(string kind, params string[] words)
    {
        // FNV-1a and a final mixing: the remainder of FNV's own low bits follows the last letters.
        var hash = 2166136261u;
        unchecked
        {
            foreach (var value in Encoding.UTF8.GetBytes($"{kind}|{string.Join('|', words)}"))
            {
                hash = (hash ^ value) * 16777619u;
            }

            hash ^= hash >> 15;
            hash *= 0x2C1B3C6Du;
            hash ^= hash >> 13;
        }

        return hash % OneIn == 0;
    }
}
