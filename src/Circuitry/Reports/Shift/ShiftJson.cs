using System.Text.Json;

namespace Circuitry.Reports;

/// <summary>Writes the outcome of SHIFT as a JSON file: judgements and judge, scores, and the table by seed.</summary>
public static class ShiftJson
{
    /// <summary>Writes a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <param name="experiment">The declaration.</param>
    /// <param name="result">One run.</param>
    /// <param name="table">The table; null where none was filled.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(ShiftDeclaration experiment, ShiftResult result, ShiftTableResult? table, string path) =>
        CircuitFile.Write(path, ToText(experiment, result, table));

    /// <summary>The text of the file.</summary>
    /// <param name="experiment">The declaration.</param>
    /// <param name="result">One run.</param>
    /// <param name="table">The table; null where none was filled.</param>
    public static string ToText(ShiftDeclaration experiment, ShiftResult result, ShiftTableResult? table) =>
        Text(experiment, result, table) + "\n";

    private static string Text(ShiftDeclaration experiment, ShiftResult result, ShiftTableResult? table)
    {
        var file = File(experiment, result, table);
        if (result.Options is not { } options || Identity.Of(options) == Identity.Of(ShiftOptions.Of(experiment)))
        {
            return JsonSerializer.Serialize(file, JsonStyle.Options);
        }

        // What was done otherwise than declared stands next to the declaration.
        var node = JsonSerializer.SerializeToNode(file, JsonStyle.Options)!.AsObject();
        node["given_options"] = Identity.Of(options);
        return node.ToJsonString(JsonStyle.Options);
    }

    private static object File(ShiftDeclaration experiment, ShiftResult result, ShiftTableResult? table) =>
        new
        {
            Format = "circuitry.shift",
            Version = 1,
            Declaration = experiment,
            result.Judge,
            Judged = result.Judged.Select(judged => new
            {
                Feature = judged.Evidence.Node.Name,
                judged.Evidence.Effect,
                judged.Judgement,
                ActiveOn = judged.Evidence.Contexts.Select(context => context.Tokens[context.Index]),
                Promotes = judged.Evidence.Logits?.Promoted.Select(token => token.Text),
            }),
            result.Original,
            result.Ablated,
            result.Retrained,
            Table = table is null
                ? null
                : new
                {
                    table.Seeds,
                    table.Removed,
                    Rows = table
                        .Rows.OrderBy(row => row.Key)
                        .Select(row => new { Method = row.Key, Scores = row.Value }),
                },
        };
}
