using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry.Datasets;

/// <summary>
/// Prompt pairs as JSON: an object with a list <c>pairs</c> of token ids, answer positions and answer tokens, and where means are
/// not aligned at the end a <c>mean_alignment</c>, <c>start</c> or <c>groups</c>.
/// </summary>
public static class PromptPairsJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads pairs from a file.</summary>
    /// <exception cref="PromptException">The file is not there, is not JSON of that layout, or holds pairs that do not fit.</exception>
    public static PromptPairs Read(string path)
    {
        var layout = Parse(path);
        try
        {
            return PromptPairs.Of(layout.Pairs).AveragedBy(layout.MeanAlignment ?? MeanAlignment.End);
        }
        catch (PromptException e)
        {
            throw new PromptException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes pairs as text.</summary>
    public static string Write(PromptPairs pairs) =>
        JsonSerializer.Serialize(
            new Layout
            {
                Pairs = pairs.Pairs,
                MeanAlignment = pairs.MeanAlignment == MeanAlignment.End ? null : pairs.MeanAlignment,
            },
            Options
        );

    private static Layout Parse(string path)
    {
        var text = PromptFile.Text(path, PromptLayout.Pairs);
        try
        {
            return JsonText.Value<Layout>(
                JsonText.Checked(path, Encoding.UTF8.GetBytes(text), PromptException.Of),
                Options
            );
        }
        catch (JsonException e)
        {
            throw new PromptException($"{path}: expected the JSON of prompt pairs, found {e.Message}", e);
        }
    }

    private sealed record Layout
    {
        public required IReadOnlyList<PromptPair> Pairs { get; init; }

        public MeanAlignment? MeanAlignment { get; init; }
    }
}
