using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Reads auto-circuit's prompt files: an object with a list <c>prompts</c>.</summary>
public static class AutoCircuitPrompts
{
    /// <summary>Reads <c>clean</c>, <c>corrupt</c>, <c>answers</c> and, where there are any, <c>wrong_answers</c> of every prompt.</summary>
    /// <exception cref="PromptException">The file cannot be read, or a prompt lacks one of them or is of tokens or vectors.</exception>
    public static IReadOnlyList<TextPair> Read(string path)
    {
        var file = PromptFile.Json(path, PromptFile.Text(path, PromptLayout.AutoCircuit));
        if (file.ValueKind != JsonValueKind.Object)
        {
            throw new PromptException($"{path}: expected {PromptLayout.AutoCircuit.What}, found {file.ValueKind}");
        }

        if (!file.TryGetProperty("prompts", out var prompts))
        {
            throw new PromptException($"{path}: there is no list 'prompts'");
        }

        if (prompts.ValueKind != JsonValueKind.Array)
        {
            throw new PromptException($"{path}: 'prompts' is no list but {prompts.ValueKind}");
        }

        return PromptFile.Pairs(
            path,
            prompts.EnumerateArray(),
            row => new TextPair
            {
                Clean = row.TextOf("clean"),
                Corrupted = row.TextOf("corrupt"),
                Answers = Texts(row.Member("answers"), "answers"),
                WrongAnswers = row.TryGetProperty("wrong_answers", out var wrong) ? Texts(wrong, "wrong_answers") : [],
            }
        );
    }

    private static string[] Texts(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(text => text.AsText(name))]
            : throw new PromptException($"'{name}' is no list but {list.ValueKind}");
}
