using System.Collections.Immutable;

namespace Circuitry.Generators;

/// <summary>
/// Properties that a diagnostic passes to its code fix, so that fixes know no rules.
/// </summary>
public static class FixProperties
{
    /// <summary>Names of missing parts, separated by spaces.</summary>
    public const string MissingParts = nameof(MissingParts);

    /// <summary>The smallest size.</summary>
    public const string LeastSize = nameof(LeastSize);

    /// <summary>Texts that can replace the marked code: kind, title and text of each, separated by line feeds.</summary>
    public const string Replacements = nameof(Replacements);

    /// <summary>Whether merging query, key and value inputs is the cure.</summary>
    public const string MergesInputs = nameof(MergesInputs);

    /// <summary>Whether the marked code can be removed, because the generator emits its like.</summary>
    public const string IsRemovable = nameof(IsRemovable);

    internal static ImmutableDictionary<string, string?> Missing(IEnumerable<string> parts) =>
        Of(MissingParts, string.Join(" ", parts));

    internal static ImmutableDictionary<string, string?> Replace(IEnumerable<Replacement> replacements) =>
        Of(
            Replacements,
            string.Join("\n", replacements.SelectMany(choice => new[] { choice.Kind, choice.Title, choice.Text }))
        );

    internal static ImmutableDictionary<string, string?> Of(string key, string value) =>
        ImmutableDictionary<string, string?>.Empty.Add(key, value);
}
