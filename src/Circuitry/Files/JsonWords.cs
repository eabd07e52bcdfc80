using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Circuitry.Files;

/// <summary>Says in words what was found in JSON, of which the platform's serializer speaks in names of .NET types.</summary>
internal static partial class JsonWords
{
    /// <summary>The exception with its .NET type names replaced by words; one that names no type is returned unchanged.</summary>
    /// <param name="e">The serializer's exception.</param>
    /// <param name="whole">The type of the whole file.</param>
    /// <param name="options">How it is written.</param>
    public static JsonException Of(JsonException e, Type whole, JsonSerializerOptions options) =>
        Found(e, whole, options) is { } found
            ? new JsonException(found + Place(e), e.Path, e.LineNumber, e.BytePositionInLine, e)
            : e;

    private static string? Found(JsonException e, Type whole, JsonSerializerOptions options) =>
        Missing().Match(e.Message) is { Success: true } missing ? $"no {missing.Groups[1].Value}"
        : Unknown().Match(e.Message) is { Success: true } unknown ? $"the unknown field '{unknown.Groups[1].Value}'"
        : Twice().Match(e.Message) is { Success: true } twice ? $"the field '{twice.Groups[1].Value}' twice"
        : Null().IsMatch(e.Message) ? "null"
        : Other().IsMatch(e.Message) ? $"something other than {Expected(e.Path, whole, options)}"
        : null;

    private static string Place(JsonException e) =>
        (e.Path is { } path ? $" at {path}" : "")
        + (
            e is { LineNumber: { } line, BytePositionInLine: { } position }
                ? FormattableString.Invariant($", line {line + 1}, byte {position + 1}")
                : ""
        );

    /// <summary>
    /// The kind of value expected at a path; the exception names the type around it instead where a constructor takes the value.
    /// </summary>
    private static string Expected(string? path, Type whole, JsonSerializerOptions options)
    {
        Type? type = whole;
        foreach (var step in Steps().EnumerateMatches(path))
        {
            var name = path.AsSpan(step.Index, step.Length).Trim(".[]'").ToString();
            var info = options.GetTypeInfo(type);
            type =
                info.Kind == JsonTypeInfoKind.Object
                    ? info.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType
                    : info.ElementType;
            if (type is null)
            {
                break;
            }
        }

        return type is null ? "is expected" : Words(Nullable.GetUnderlyingType(type) ?? type, options);
    }

    private static string Words(Type type, JsonSerializerOptions options) =>
        type.IsEnum
            ? $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}"
        : type == typeof(string) ? "text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) || type == typeof(float) ? "a number"
        : options.GetTypeInfo(type).Kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            _ => "is expected",
        };

    [GeneratedRegex(@"\.[^.\[]+|\[\d+\]|\['[^']*'\]")]
    private static partial Regex Steps();

    [GeneratedRegex(@"missing required properties including: (.+?)\.(?: Path: |$)")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^The JSON property '(.*)' could not be mapped to any \.NET member")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^Duplicate property '(.*)' encountered during deserialization of type")]
    private static partial Regex Twice();

    [GeneratedRegex("doesn't allow null values")]
    private static partial Regex Null();

    [GeneratedRegex(@"^The JSON value could not be converted|\b(?:System|Circuitry)\.[A-Z]")]
    private static partial Regex Other();
}
