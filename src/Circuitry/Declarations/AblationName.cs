using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>The name of an ablation in files: in lower case for those that come with Circuitry, a class's as it is.</summary>
internal sealed class AblationName : JsonConverter<string>
{
    private static readonly string[] Shipped = Enum.GetNames<ShippedAblation>();

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString() ?? throw new JsonException("an ablation has a name");
        return Shipped.FirstOrDefault(shipped => InFiles(shipped) == name) ?? name;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Shipped.Contains(value) ? InFiles(value) : value);

    private static string InFiles(string shipped) => shipped.ToLowerInvariant();
}
