using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry.Files;

/// <summary>How the JSON files that are written here look.</summary>
internal static class JsonStyle
{
    /// <summary>Snake case, indented, the same on every system.</summary>
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
            // JSON has no infinity, but a score can be infinite: a removed unit may take all probability from a token.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    /// <summary>Options for JSON files that are read back: unknown, missing and repeated fields are errors.</summary>
    public static JsonSerializerOptions Strict { get; } =
        new(Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            // What is missing would be null, or 0 as if it had been measured.
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            // What is computed from the rest is not stored.
            IgnoreReadOnlyProperties = true,
        };

    /// <summary>As <see cref="Strict"/>, without white space: equal values have equal text.</summary>
    public static JsonSerializerOptions StrictLine { get; } = new(Strict) { WriteIndented = false };
}
