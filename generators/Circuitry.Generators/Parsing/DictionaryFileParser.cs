using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads an AdditionalFile as a list of dictionaries.</summary>
internal static class DictionaryFileParser
{
    private const string Format = "circuitry.dictionaries";

    public static bool IsCandidate(string path) =>
        path.EndsWith("dictionaries.json", StringComparison.OrdinalIgnoreCase);

    public static DictionaryFile Parse(AdditionalText file, CancellationToken cancellation)
    {
        var path = ConfigPath.Normalise(file.Path);
        return FileText.Of(file.GetText(cancellation), out var problem) is { } json
            ? Parse(path, json)
            : new DictionaryFile { Path = path, Error = problem };
    }

    public static DictionaryFile Parse(string path, string text)
    {
        try
        {
            var found = Entries(Json.Parse(text)).Select(Read).OrderBy(entry => entry.Site).ToArray();
            foreach (var twice in found.GroupBy(entry => entry.Site).Where(group => group.Count() > 1))
            {
                throw new DictionaryException($"it lists {twice.Key.Name} twice");
            }

            return new DictionaryFile { Path = path, Dictionaries = new([.. found]) };
        }
        catch (Exception e) when (e is JsonException or DictionaryException)
        {
            return new DictionaryFile { Path = path, Error = e.Message };
        }
    }

    private static IEnumerable<object?> Entries(object? root)
    {
        if (root is not IReadOnlyDictionary<string, object?> fields)
        {
            throw new DictionaryException("it holds no JSON object");
        }

        if (!fields.TryGetValue("format", out var format) || format is not Format)
        {
            throw new DictionaryException($"its format is {format ?? "missing"}, not {Format}");
        }

        return fields.TryGetValue("dictionaries", out var list) && list is IReadOnlyList<object?> { Count: > 0 } entries
            ? entries
            : throw new DictionaryException("its field 'dictionaries' lists nothing");
    }

    private static DeclaredDictionary Read(object? entry)
    {
        if (
            entry is not IReadOnlyDictionary<string, object?> fields
            || !fields.TryGetValue("hook", out var hook)
            || hook is not string name
        )
        {
            throw new DictionaryException("an entry of 'dictionaries' has no 'hook'");
        }

        return new DeclaredDictionary(FeatureSite.Parse(name), Size(fields, "d_in", name), Size(fields, "d_sae", name));
    }

    private static int Size(IReadOnlyDictionary<string, object?> fields, string field, string hook) =>
        fields.TryGetValue(field, out var value)
        && value is double number
        && number >= 1
        && number <= 1 << 24
        && number == (int)number
            ? (int)number
            : throw new DictionaryException(
                $"{hook}: '{field}' is {value ?? "missing"}, not a whole number of 1 or more"
            );
}
