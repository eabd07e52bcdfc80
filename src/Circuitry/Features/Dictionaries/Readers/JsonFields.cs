using System.Text.Json;

namespace Circuitry;

/// <summary>The fields of a JSON object, with errors that name file, field and what was expected.</summary>
internal sealed class JsonFields
{
    private readonly string _path;
    private readonly JsonElement _object;

    /// <exception cref="DictionaryException">It is no object.</exception>
    public JsonFields(string path, JsonElement element)
    {
        (_path, _object) = (path, element);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DictionaryException($"{path}: expected a JSON object, found {Shown(element)}");
        }
    }

    /// <summary>Reads a file whose content is one object.</summary>
    /// <exception cref="DictionaryException">It is missing, no JSON, gives a name twice, or is no object.</exception>
    public static JsonFields Open(string path)
    {
        using var document = InputFile.Json(
            path,
            FileSizes.Configuration,
            fault => new DictionaryException(fault.Message, fault.Cause)
        );
        return new JsonFields(path, document.RootElement.Clone());
    }

    public IEnumerable<string> Names => _object.EnumerateObject().Select(property => property.Name);

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A field's value; null where it is missing or null.</summary>
    public JsonElement? Find(string name) => Has(name) ? _object.GetProperty(name) : null;

    public JsonFields? Object(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.Object
                ? new JsonFields(_path, value)
                : throw Wrong(name, "an object")
            : null;

    public IReadOnlyList<JsonFields> Objects(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } values
            ? [.. values.EnumerateArray().Select(value => new JsonFields(_path, value))]
            : throw Wrong(name, "a list of objects");

    public string? Text(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : throw Wrong(name, "a string")
            : null;

    public bool? Flag(string name) =>
        Find(name) is { } value
            ? value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw Wrong(name, "true or false")
            : null;

    /// <summary>A positive whole number.</summary>
    public int? Count(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
                ? count
                : throw Wrong(name, "a positive whole number")
            : null;

    /// <summary>A positive number.</summary>
    public double? Factor(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var factor)
            && factor > 0
            && double.IsFinite(factor)
                ? factor
                : throw Wrong(name, "a positive number")
            : null;

    public T Required<T>(T? value, string name)
        where T : struct => value ?? throw Wrong(name, "it to be given");

    public string Required(string? value, string name) => value ?? throw Wrong(name, "it to be given");

    public DictionaryException Wrong(string name, string expected) =>
        new(
            $"{_path}, field '{name}': expected {expected}, found {(_object.TryGetProperty(name, out var value) ? Shown(value) : "none")}"
        );

    public DictionaryException Refused(string why) => new($"{_path}: {why}");

    private static string Shown(JsonElement value)
    {
        const int longest = 60;
        var text = value.GetRawText();
        return text.Length <= longest ? text : text[..longest] + "...";
    }
}
