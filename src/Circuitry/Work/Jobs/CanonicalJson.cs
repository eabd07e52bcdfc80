using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Circuitry.Work;

/// <summary>JSON in one spelling: without white space, texts escaped alike, members in the order of their names.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Style = new() { Encoder = JsonStyle.StrictLine.Encoder };

    /// <summary>The canonical spelling of a JSON text.</summary>
    /// <exception cref="JsonException">It is no JSON, or gives a name twice.</exception>
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Style))
        {
            Write(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
