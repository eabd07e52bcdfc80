using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>A clean and a corrupted story with the model's own logit differences.</summary>
internal sealed record StoriesPair(
    int Template,
    int[] Clean,
    int[] Corrupted,
    int CleanAnswer,
    int CorruptedAnswer,
    double CleanDifference,
    double CorruptedDifference
);

internal static class StoriesPairs
{
    public static IReadOnlyList<StoriesPair> Read()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("models", "stories260K", "pronoun_pairs.json"))
        );
        return
        [
            .. json
                .RootElement.GetProperty("examples")
                .EnumerateArray()
                .Select(example => new StoriesPair(
                    example.GetProperty("template").GetInt32(),
                    GoldenPrompts.Row(example.GetProperty("clean_tokens")),
                    GoldenPrompts.Row(example.GetProperty("corrupt_tokens")),
                    example.GetProperty("clean_answer").GetInt32(),
                    example.GetProperty("corrupt_answer").GetInt32(),
                    example.GetProperty("clean_logit_diff").GetDouble(),
                    example.GetProperty("corrupt_logit_diff").GetDouble()
                )),
        ];
    }

    /// <summary>Pairs of one length, so that means over prompts are means over like positions.</summary>
    public static PromptPairs OfLength(int length, int count) =>
        PromptPairs.Of(
            Read()
                .Where(pair => pair.Clean.Length == length)
                .Take(count)
                .Select(pair =>
                    PromptPair.AtLastPosition(pair.Clean, pair.Corrupted, pair.CleanAnswer, pair.CorruptedAnswer)
                )
        );

    /// <summary>Pairs of every template, padded.</summary>
    public static PromptPairs Mixed(int perTemplate) =>
        PromptPairs.Of(
            Read()
                .GroupBy(pair => pair.Template)
                .SelectMany(group => group.Take(perTemplate))
                .Select(pair =>
                    PromptPair.AtLastPosition(pair.Clean, pair.Corrupted, pair.CleanAnswer, pair.CorruptedAnswer)
                )
        );
}
