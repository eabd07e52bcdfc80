using System.Collections.Immutable;

namespace Circuitry.Generators;

/// <summary>
/// What a diagnostic tells its code fix. Fixes take what they write from here and know no rules.
/// </summary>
public static class FixProperties
{
    /// <summary>Names of missing parts, separated by spaces.</summary>
    public const string MissingParts = nameof(MissingParts);

    /// <summary>The smallest size.</summary>
    public const string LeastSize = nameof(LeastSize);

    /// <summary>Texts that can stand in place of what is marked: kind, title and text of each, separated by line feeds.</summary>
    public const string Replacements = nameof(Replacements);

    /// <summary>Whether merging query, key and value inputs is the cure.</summary>
    public const string MergesInputs = nameof(MergesInputs);

    /// <summary>Whether what is marked can go, because its like is emitted.</summary>
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
