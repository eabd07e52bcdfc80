using System.Globalization;

namespace Circuitry.Reports;

/// <summary>Writes the judgements of SHIFT as text.</summary>
public static class JudgedText
{
    private const int Words = 4;

    /// <summary>The column headings.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["feature", "effect", "judgement", "active on", "promotes"];

    /// <summary>One row for each feature that was judged, the largest absolute effect first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ShiftResult result) =>
        [
            .. result.Judged.Select(judged =>
                new[]
                {
                    judged.Evidence.Node.ToString(),
                    judged.Evidence.Effect.ToString("F3", CultureInfo.InvariantCulture),
                    judged.Judgement == Judgement.Relevant ? "relevant" : "irrelevant",
                    List(judged.Evidence.Contexts.Select(context => context.Tokens[context.Index])),
                    List(judged.Evidence.Logits?.Promoted.Select(token => token.Text) ?? []),
                }
            ),
        ];

    /// <summary>The scores of the classifier before and after SHIFT.</summary>
    public static IReadOnlyList<(string Name, string Value)> Scores(ShiftResult result) =>
        [
            ("judge", result.Judge),
            ("original", Score(result.Original)),
            ("SHIFT", Score(result.Ablated)),
            ("SHIFT, retrained", Score(result.Retrained)),
        ];

    /// <summary>Writes a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(ShiftResult result, string path) => CircuitFile.Write(path, ToText(result));

    /// <summary>The text of the table and the scores.</summary>
    public static string ToText(ShiftResult result) =>
        string.Join(
            '\n',
            TextTable.Lines(Columns, Rows(result)).Concat(Scores(result).Select(row => $"{row.Name}: {row.Value}"))
        ) + "\n";

    private static string List(IEnumerable<string> tokens) =>
        string.Join(", ", tokens.Select(token => token.Trim()).Distinct().Take(Words));

    private static string Score(ProbeScore score) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"intended label {100 * score.Intended:F1} %, unintended label {100 * score.Spurious:F1} %, worst group {100 * score.WorstGroup:F1} %"
        );
}
