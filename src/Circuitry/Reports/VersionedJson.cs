using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>JSON files that start with their format and its version; errors name the file and the field.</summary>
/// <param name="format">The format's name.</param>
/// <param name="version">Its version.</param>
/// <param name="what">The name of a file's contents in messages.</param>
/// <param name="remedy">The remedy for a file of another format.</param>
internal sealed class VersionedJson(string format, int version, string what, string remedy)
{
    public string Format => format;

    public int Version => version;

    /// <summary>The JSON text of a layout.</summary>
    public static string ToText<TLayout>(TLayout layout) => JsonSerializer.Serialize(layout, JsonStyle.Strict) + "\n";

    /// <summary>The format that a file says it has, null where it says none, and what it says in words.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">The name of the contents in messages.</param>
    /// <exception cref="CircuitFileException">The file is missing or malformed.</exception>
    public static (string? Format, string InWords) FormatOf(string path, string what)
    {
        var header = Parse<Header>(path, InputFile.JsonBytes(path, FileSizes.Result, CircuitFileException.Of), what);
        return (header.FormatName, Header.Found(header.Format));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CircuitFileException">The file is missing, malformed, or of another format or version.</exception>
    public TLayout Read<TLayout>(string path)
        where TLayout : class
    {
        var text = InputFile.JsonBytes(path, FileSizes.Result, CircuitFileException.Of);
        CheckVersion(path, text);
        return Parse<TLayout>(path, text, what);
    }

    /// <summary>The format and version alone, so that a file of a later version says so instead of failing at a field.</summary>
    private void CheckVersion(string path, ReadOnlyMemory<byte> text)
    {
        var header = Parse<Header>(path, text, what);
        if (header.FormatName != format)
        {
            throw new CircuitFileException(path, "format", $"'{format}', {what}", Header.Found(header.Format), remedy);
        }

        if (!header.IsOf(version))
        {
            throw new CircuitFileException(
                path,
                "version",
                FormattableString.Invariant($"{version}"),
                Header.Found(header.Version),
                "Read it with the release that wrote it, or run the experiment again."
            );
        }
    }

    private static T Parse<T>(string path, ReadOnlyMemory<byte> text, string what)
        where T : class
    {
        try
        {
            return JsonText.Value<T>(text, JsonStyle.Strict);
        }
        catch (JsonException e)
        {
            // The serializer names what is missing of the whole in its message alone.
            if (e.Path is null or "$" && MissingOf<T>(text) is { } missing)
            {
                throw new CircuitFileException(
                    path,
                    $"$.{missing}",
                    "a field of that name",
                    "none",
                    "Mend the file or run the experiment again.",
                    e
                );
            }

            throw new CircuitFileException(
                path,
                e.Path is null or "$" ? null : e.Path,
                $"the JSON of {what}",
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }
    }

    /// <summary>The first field of a whole file that must be there and is not; null if there is none, or the file is no object.</summary>
    private static string? MissingOf<T>(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? null
                : JsonStyle
                    .Strict.GetTypeInfo(typeof(T))
                    .Properties.FirstOrDefault(property =>
                        property.IsRequired && !document.RootElement.TryGetProperty(property.Name, out _)
                    )
                    ?.Name;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Of another program's file either may be anything.
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record Header
    {
        public JsonElement Format { get; init; }

        public JsonElement Version { get; init; }

        [JsonIgnore]
        public string? FormatName => Format.ValueKind == JsonValueKind.String ? Format.GetString() : null;

        public bool IsOf(int version) =>
            Version.ValueKind == JsonValueKind.Number && Version.TryGetInt32(out var number) && number == version;

        public static string Found(JsonElement value) =>
            value.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null => "none",
                JsonValueKind.String => $"'{value.GetString()}'",
                _ => value.GetRawText(),
            };
    }
}
