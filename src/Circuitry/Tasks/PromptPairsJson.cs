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
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads pairs from a file.</summary>
    /// <exception cref="PromptException">The file is not there, is not JSON of that layout, or holds pairs that do not fit.</exception>
    public static PromptPairs Read(string path)
    {
        try
        {
            var pairs = JsonSerializer.Deserialize<Layout>(File.ReadAllBytes(path), Options)?.Pairs;
            // The serializer refuses null for a property, but not for an element of a list.
            return
                pairs is null
                || pairs.Any(pair =>
                    pair is null
                    || pair.Answers.Concat(pair.WrongAnswers).Contains(null)
                    || pair.PositionGroups?.Contains(null) == true
                )
                ? throw new PromptException("there is null where a list or a pair should be")
                : PromptPairs.Of(pairs);
        }
        catch (Exception e) when (e is JsonException or PromptException or IOException or UnauthorizedAccessException)
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
