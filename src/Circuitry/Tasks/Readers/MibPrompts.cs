using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Reads the prompt files of the Mechanistic Interpretability Benchmark: JSON lines or an array, one object for each row.</summary>
public static class MibPrompts
{
    /// <summary>
    /// Reads <c>prompt</c> and a counterfactual's <c>prompt</c>. The answers are what the benchmark's circuit track compares: the
    /// people of <c>metadata</c> (indirect objects), the labels that <c>answerKey</c> points at (multiple choice), or the row's
    /// <c>label</c> (arithmetic).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="counterfactual">The member of a row, such as <c>s2_io_flip_counterfactual</c> or <c>symbol_counterfactual</c>.</param>
    /// <exception cref="PromptException">The file cannot be read, or a row lacks the counterfactual or has no such answers.</exception>
    public static IReadOnlyList<TextPair> Read(string path, string counterfactual) =>
        PromptFile.Pairs(
            path,
            PromptFile.Rows(path, PromptLayout.Mib),
            row =>
            {
                var other = row.Member(counterfactual);
                var (right, wrong) = Answers(row, other);
                return new TextPair
                {
                    Clean = row.TextOf("prompt"),
                    Corrupted = other.TextOf("prompt"),
                    Answers = [right],
                    WrongAnswers = [wrong],
                };
            }
        );

    private static (string Right, string Wrong) Answers(JsonElement row, JsonElement other)
    {
        if (row.TryGetProperty("metadata", out var people) && Has(people, "indirect_object"))
        {
            return ($" {people.TextOf("indirect_object")}", $" {people.TextOf("subject")}");
        }

        if (row.TryGetProperty("label", out var label))
        {
            return (Written(label), Written(other.Member("label")));
        }

        return (Chosen(row), Chosen(other));
    }

    private static bool Has(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    private static string Written(JsonElement label) =>
        label.ValueKind != JsonValueKind.Number ? label.AsText("label")
        // Of numbers only whole ones are written in one way.
        : label.GetRawText() is var number && number.TrimStart('-').All(char.IsAsciiDigit) && number != "-0" ? number
        : throw new PromptException(
            $"'label' is the number {label.GetRawText()}; give it as text, as it is to follow the prompt"
        );

    private static string Chosen(JsonElement row)
    {
        var labels = row.Member("choices").Member("label");
        var key = row.Member("answerKey");
        RequireDifferent(labels);
        return
            labels.ValueKind == JsonValueKind.Array
            && key.ValueKind == JsonValueKind.Number
            && key.TryGetInt32(out var chosen)
            && chosen >= 0
            && chosen < labels.GetArrayLength()
            ? labels[chosen].AsText("choices.label")
            : throw new PromptException($"'answerKey' ({key.GetRawText()}) does not point at a label of 'choices'");
    }

    private static void RequireDifferent(JsonElement labels)
    {
        if (labels.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels.EnumerateArray().Select(label => label.AsText("choices.label")))
        {
            if (!seen.Add(label))
            {
                throw new PromptException(
                    $"'choices.label' has \"{label}\" twice, so that an answer would be two choices"
                );
            }
        }
    }
}
