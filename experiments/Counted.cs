namespace Circuitry.Experiments;

/// <summary>Numbers of things on the screen: <c>1 head</c>, <c>2 heads</c>.</summary>
internal static class Counted
{
    /// <summary>A count and its noun, which ends in "s" unless there is exactly one.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The noun in the singular, whose plural ends in "s".</param>
    public static string Of(long count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
