using System.Text;
using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Reads files of prompts; errors name the file and the row.</summary>
internal static class PromptFile
{
    /// <summary>The text of a file of any layout.</summary>
    /// <exception cref="PromptException">The file cannot be read.</exception>
    public static string Text(string path) => InputFile.Text(path, FileSizes.Prompts, PromptException.Of);

    /// <summary>The text of a file.</summary>
    /// <exception cref="PromptException">The file cannot be read, or is of another layout.</exception>
    public static string Text(string path, PromptLayout layout)
    {
        var text = Text(path);
        layout.Require(path, text);
        return text;
    }

    /// <summary>A pair of each row.</summary>
    /// <exception cref="PromptException">There are no rows, or one cannot be read.</exception>
    public static IReadOnlyList<TextPair> Pairs<TRow>(string path, IEnumerable<TRow> rows, Func<TRow, TextPair> pair)
    {
        var pairs = new List<TextPair>();
        foreach (var row in rows)
        {
            try
            {
                pairs.Add(pair(row));
            }
            catch (PromptException e)
            {
                throw new PromptException(FormattableString.Invariant($"{path}, row {pairs.Count}: {e.Message}"));
            }
        }

        return pairs.Count > 0 ? pairs : throw new PromptException($"{path}: there are no prompts in it");
    }

    /// <summary>The rows of a file of JSON lines, or of a file that is one JSON array.</summary>
    /// <exception cref="PromptException">The file cannot be read, is of another layout, or is not JSON.</exception>
    public static IEnumerable<JsonElement> Rows(string path, PromptLayout layout)
    {
        var text = Text(path, layout);
        return text.TrimStart().StartsWith('[')
            ? Json(path, text).EnumerateArray()
            : text.Split(['\n', '\r'])
                .Where(line => !string.IsNullOrWhiteSpace(line))
                .Select((line, i) => Json(FormattableString.Invariant($"{path}, row {i}"), line));
    }

    /// <summary>A JSON value.</summary>
    /// <exception cref="PromptException">The text is not JSON.</exception>
    public static JsonElement Json(string where, string text)
    {
        var json = JsonText.Checked(where, Encoding.UTF8.GetBytes(text), PromptException.Of);
        try
        {
            return JsonElement.Parse(json.Span, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new PromptException($"{where}: {e.Message}", e);
        }
    }

    /// <summary>A member of an object.</summary>
    /// <exception cref="PromptException">It is not there.</exception>
    public static JsonElement Member(this JsonElement row, string name) =>
        row.ValueKind != JsonValueKind.Object
            ? throw new PromptException($"an object with '{name}' is expected, and this is {row.ValueKind}")
        : row.TryGetProperty(name, out var value) ? value
        : throw new PromptException($"there is no '{name}'");

    /// <summary>A member of an object that is text.</summary>
    /// <exception cref="PromptException">It is not there, or not text.</exception>
    public static string TextOf(this JsonElement row, string name) => row.Member(name).AsText(name);

    /// <summary>A value as text.</summary>
    /// <exception cref="PromptException">It is something else.</exception>
    public static string AsText(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new PromptException($"'{name}' is no text but {value.ValueKind}");
}
