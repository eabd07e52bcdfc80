namespace Circuitry.Hub.Tests;

/// <summary>A request that a server has received.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers, by name in lower case.</param>
internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header.ToLowerInvariant());

    /// <summary>The first byte that is asked for; null where all are.</summary>
    public int? From =>
        this["Range"] is { } range
            ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
