using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>
/// Circuits as JSON files that hold everything: units and scores, measure, provenance, and the architecture, granularity
/// and splits from which the graph is built again. The same circuit gives the same bytes.
/// </summary>
public static class CircuitJson
{
    private const string Format = "circuitry.circuit";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        // JSON has no infinity, but a score can be infinite: a removed unit may take all probability from a token.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        // What is computed from the rest is not stored.
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a circuit to a file, beside it first and then renamed; makes the folder if there is none.</summary>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public static void Write(Circuit circuit, string path) => CircuitFile.Write(path, ToText(circuit));

    /// <summary>The text of a circuit file.</summary>
    public static string ToText(Circuit circuit) =>
        JsonSerializer.Serialize(CircuitLayout.Of(circuit, Format, Version), Options) + "\n";

    /// <summary>Reads a circuit, builds its graph and checks every unit against it.</summary>
    /// <exception cref="CircuitFileException">
    /// The file is missing, malformed, of another format or version, or names a unit that its graph does not have.
    /// </exception>
    public static Circuit Read(string path)
    {
        var text = CircuitFile.Read(path);
        CheckVersion(path, text);
        return Parse<CircuitLayout>(path, text).ToCircuit(path);
    }

    /// <summary>The format and version alone, so that a file of a later version says so instead of failing at a field.</summary>
    private static void CheckVersion(string path, byte[] text)
    {
        var header = Parse<Header>(path, text);
        if (header.Format != Format)
        {
            throw new CircuitFileException(
                path,
                "format",
                $"'{Format}'",
                header.Format is null ? "none" : $"'{header.Format}'",
                "Name a circuit.json that this program has written; an exchange file is read by MibCircuit.Read."
            );
        }

        if (header.Version != Version)
        {
            throw new CircuitFileException(
                path,
                "version",
                FormattableString.Invariant($"{Version}"),
                header.Version is { } version ? FormattableString.Invariant($"{version}") : "none",
                "Read it with the release that wrote it, or run the experiment again."
            );
        }
    }

    private static T Parse<T>(string path, byte[] text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("the file says null");
        }
        catch (JsonException e)
        {
            throw new CircuitFileException(
                path,
                e.Path is null or "$" ? null : e.Path,
                "the JSON of a circuit",
                e.Message,
                "Mend the file or run the experiment again.",
                e
            );
        }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record Header
    {
        public string? Format { get; init; }

        public int? Version { get; init; }
    }
}
