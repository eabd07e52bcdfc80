namespace Circuitry;

/// <summary>Token ids on a line: <c>[464, 3290]</c>, of long prompts the first few.</summary>
internal static class TokenList
{
    private const int Most = 8;

    /// <summary>The text of token ids.</summary>
    public static string Of(IReadOnlyList<int> tokens) =>
        FormattableString.Invariant(
            $"[{string.Join(", ", tokens.Take(Most))}{(tokens.Count > Most ? $", ... {tokens.Count} in all" : "")}]"
        );
}
