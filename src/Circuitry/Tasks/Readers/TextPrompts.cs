using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Reads pairs of texts as one writes them by hand: JSON, or a table of comma-separated values.</summary>
public static class TextPrompts
{
    private static readonly char[] Bar = ['|'];

    /// <summary>
    /// Reads JSON lines, or one JSON list, of objects with <c>clean</c>, <c>corrupted</c>, and <c>answers</c> and <c>wrong_answers</c> (a
    /// text or a list of texts, each with the space that it starts with).
    /// </summary>
    /// <exception cref="PromptException">The file cannot be read, or a row lacks a member or has another one.</exception>
    public static IReadOnlyList<TextPair> Read(string path) =>
        PromptFile.Pairs(path, PromptFile.Rows(path, PromptLayout.Rows), Pair);

    /// <summary>
    /// Reads comma-separated values with the columns <c>clean</c>, <c>corrupted</c> and <c>answer</c>, and <c>wrong_answer</c> where there are
    /// some; several answers stand with a bar between them.
    /// </summary>
    /// <exception cref="PromptException">The file cannot be read, or lacks a column.</exception>
    public static IReadOnlyList<TextPair> ReadTable(string path)
    {
        var text = PromptFile.Text(path, PromptLayout.Table);
        var hasWrong = Csv.Header(path, text).Contains("wrong_answer");
        string[] needed = ["clean", "corrupted", "answer", .. hasWrong ? ["wrong_answer"] : Array.Empty<string>()];
        return PromptFile.Pairs(
            path,
            Csv.Rows(path, text, needed),
            row => new TextPair
            {
                Clean = row["clean"],
                Corrupted = row["corrupted"],
                Answers = Several(row["answer"]),
                WrongAnswers = hasWrong ? Several(row["wrong_answer"]) : [],
            }
        );
    }

    private static TextPair Pair(JsonElement row)
    {
        string[] known = ["clean", "corrupted", "answers", "wrong_answers"];
        if (
            row.ValueKind == JsonValueKind.Object
            && row.EnumerateObject().Select(member => member.Name).Except(known).FirstOrDefault() is { } other
        )
        {
            throw new PromptException(
                $"'{other}' is none of '{string.Join("', '", known)}'; leave it out, or name it as one of them"
            );
        }

        return new TextPair
        {
            Clean = row.TextOf("clean"),
            Corrupted = row.TextOf("corrupted"),
            Answers = Texts(row.Member("answers"), "answers"),
            WrongAnswers = row.TryGetProperty("wrong_answers", out var wrong) ? Texts(wrong, "wrong_answers") : [],
        };
    }

    private static string[] Texts(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(text => text.AsText(name))]
            : [value.AsText(name)];

    private static string[] Several(string cell) => cell.Length == 0 ? [] : cell.Split(Bar);
}
