namespace Circuitry.Features;

/// <summary>Tells whether two layouts, each of a task of its own, number the same nodes.</summary>
internal static class SameLayout
{
    /// <summary>Refuses a layout whose nodes are not those of another.</summary>
    /// <param name="expected">The layout that is asked for.</param>
    /// <param name="found">The layout at hand.</param>
    /// <param name="what">What came with the layout at hand, such as "the nodes".</param>
    /// <exception cref="DictionaryException">The nodes differ.</exception>
    public static void Check(FeatureLayout expected, FeatureLayout found, string what)
    {
        if (!AreSame(expected, found))
        {
            throw new DictionaryException(
                $"{what} belong to a task of {Describe(found)}; expected {Describe(expected)}: use the same dictionaries and positions for both"
            );
        }
    }

    private static bool AreSame(FeatureLayout a, FeatureLayout b) =>
        ReferenceEquals(a, b)
        || (
            a.IsSplit == b.IsSplit
            && a.Positions == b.Positions
            && a.Sites.SequenceEqual(b.Sites)
            && a.Sites.All(site => a.Width(site) == b.Width(site) && a.HasError(site) == b.HasError(site))
        );

    private static string Describe(FeatureLayout layout) =>
        FormattableString.Invariant(
            $"{layout.Count} nodes ({string.Join(", ", layout.Sites.Select(site => FormattableString.Invariant($"{site} {layout.Width(site)}{(layout.HasError(site) ? " and an error term" : "")}")))}; {(layout.IsSplit ? FormattableString.Invariant($"{layout.Positions} positions") : "positions together")})"
        );
}
