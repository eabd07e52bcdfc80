using System.Text.Json;

namespace Circuitry.Features;

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
    /// <exception cref="DictionaryException">It is missing, no JSON, gives a name twice, is no object, or has text that is no valid Unicode.</exception>
    public static JsonFields Open(string path)
    {
        using var document = InputFile.Json(path, FileSizes.Configuration, Fault);
        return new JsonFields(path, document.RootElement.Clone());
    }

    /// <summary>
    /// Reads the configuration of a dictionary, of which every text that matters is compared with known words: one that does
    /// not matter, such as a name, need not be valid Unicode.
    /// </summary>
    /// <exception cref="DictionaryException">It is missing, no JSON, gives a name twice, or is no object.</exception>
    public static JsonFields OpenConfiguration(string path)
    {
        using var document = InputFile.LenientJson(path, FileSizes.Configuration, Fault);
        return new JsonFields(path, document.RootElement.Clone());
    }

    /// <summary>The file.</summary>
    public string Path => _path;

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

    /// <summary>A field where it is text; null where it is missing or anything else.</summary>
    public string? TextOrNull(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public bool? Flag(string name) =>
        Find(name) is { } value
            ? value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw Wrong(name, "true or false")
            : null;

    /// <summary>A positive whole number.</summary>
    public int? Count(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var count)
            && count is >= 1 and <= int.MaxValue
            && count == Math.Floor(count)
                ? (int)count
                : throw Wrong(name, "a positive whole number")
            : null;

    /// <summary>A number; null where it is missing.</summary>
    public double? Number(string name) =>
        Find(name) is { } value
            ? value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
                ? number
                : throw Wrong(name, "a number")
            : null;

    /// <summary>A whole number; null where it is missing or anything else.</summary>
    public int? WholeNumber(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

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

    /// <summary>Refuses two fields of one meaning that differ.</summary>
    /// <param name="name">One.</param>
    /// <param name="other">The object of the other.</param>
    /// <param name="otherName">The other.</param>
    /// <param name="within">What that object is, with a dot, where it is not this one.</param>
    /// <exception cref="DictionaryException">Both are there, and differ.</exception>
    public void RequireSame(string name, JsonFields other, string otherName, string within = "")
    {
        if (Find(name) is { } one && other.Find(otherName) is { } two && !JsonElement.DeepEquals(one, two))
        {
            throw Refused(
                $"'{name}' is {Shown(one)} and '{within}{otherName}' is {Shown(two)}, and both say the same; remove the wrong one"
            );
        }
    }

    /// <summary>Refuses fields that are not known.</summary>
    /// <exception cref="DictionaryException">There is one.</exception>
    public void RequireKnown(params IEnumerable<string> known)
    {
        if (Names.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw Refused($"the field '{unknown}' is not known; remove it if it says nothing that matters");
        }
    }

    private static DictionaryException Fault(FileFault fault) => new(fault.Message, fault.Cause);

    private static string Shown(JsonElement value)
    {
        const int longest = 60;
        var text = value.GetRawText();
        return text.Length <= longest ? text : text[..longest] + "...";
    }
}
