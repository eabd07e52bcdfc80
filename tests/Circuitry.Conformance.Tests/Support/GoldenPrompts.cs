using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>The prompts on which the peers' programs were run.</summary>
internal static class GoldenPrompts
{
    /// <summary>The pairs of a model.</summary>
    /// <param name="model">The model's folder.</param>
    /// <param name="scramblePositions">Whether the corrupted prompts have the permuted positions of the paper's tracr runs.</param>
    public static PromptPairs Of(string model, bool scramblePositions = false)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.PathOf("golden", "peers", "prompts.json")));
        var task = json.RootElement.GetProperty(model);
        var clean = Rows(task.GetProperty("clean"));
        var corrupted = Rows(task.GetProperty("corrupt"));
        var answers = Rows(task.GetProperty("answers"));
        var wrong = Rows(task.GetProperty("wrong"));
        var last = task.GetProperty("positions").GetString() == "last";
        var scramble = scramblePositions ? Row(task.GetProperty("acdc_pos_scramble")) : null;
        return PromptPairs.Of(
            clean.Select(
                (tokens, i) =>
                    new PromptPair
                    {
                        Clean = tokens,
                        Corrupted = corrupted[i],
                        AnswerPositions = last ? [tokens.Length - 1] : [.. Enumerable.Range(1, tokens.Length - 1)],
                        Answers = last ? [answers[i]] : [.. answers[i].Select(token => new[] { token })],
                        WrongAnswers = last ? [wrong[i]] : [.. wrong[i].Select(token => new[] { token })],
                        CorruptedPositions = scramble,
                    }
            )
        );
    }

    public static int[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(Row)];

    public static int[] Row(JsonElement row) => [.. row.EnumerateArray().Select(token => token.GetInt32())];
}
