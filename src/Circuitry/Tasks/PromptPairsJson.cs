using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>Prompt pairs as JSON: an object with a list <c>pairs</c> of token ids, answer positions and answer tokens.</summary>
public static class PromptPairsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads pairs from a file.</summary>
    /// <exception cref="PromptException">The file is not there, is not JSON of that layout, or holds pairs that do not fit.</exception>
    public static PromptPairs Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<Layout>(File.ReadAllBytes(path), Options);
            return PromptPairs.Of(file?.Pairs ?? throw new PromptException($"{path}: there is no list 'pairs'"));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PromptException($"{path}: {e.Message}");
        }
    }

    /// <summary>Writes pairs as text.</summary>
    public static string Write(PromptPairs pairs) =>
        JsonSerializer.Serialize(new Layout { Pairs = pairs.Pairs }, Options);

    private sealed record Layout
    {
        public required IReadOnlyList<PromptPair> Pairs { get; init; }
    }
}
