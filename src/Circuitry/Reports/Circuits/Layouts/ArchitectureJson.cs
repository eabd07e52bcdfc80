using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>
/// An architecture in a circuit's file: every switch under its name, and an organ within an organ as an object of its own. Switches of
/// what the architecture lacks are left out, and passed over where they are given; so are rare ones that do nothing.
/// </summary>
internal sealed class ArchitectureJson : JsonConverter<Architecture>
{
    private static readonly JsonNamingPolicy Names = JsonNamingPolicy.SnakeCaseLower;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Architecture value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Write(
            writer,
            value,
            [.. SwitchTable.All.Where(one => !one.IsOmitted(value)).Select(one => (Steps(one), one))],
            0,
            options
        );
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override Architecture Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        RequireKnown(document.RootElement, SwitchTable.All.Select(Steps).ToList(), "");
        var family = Value(document.RootElement, SwitchTable.All[0], options) as string ?? throw Missing("family");
        var shipped = Families.Shipped.FirstOrDefault(one => Names.ConvertName(one.Name) == family);
        return SwitchTable.Given.Aggregate(
            Architecture.Blank(shipped?.Name ?? family),
            (a, one) =>
                one.Lacking(a) is not null ? a
                : Value(document.RootElement, one, options) is { } value ? one.Write(a, value)
                : one is { Rare: true, Absent: { } absent } ? one.Write(a, absent(a))
                : one.Absent?.Invoke(a) is 0.0 ? a // the scaling by parts, which may be none
                : throw Missing(string.Join('.', Steps(one)))
        );
    }

    private static void Write(
        Utf8JsonWriter writer,
        Architecture a,
        IReadOnlyList<(string[] Steps, Switch Switch)> rows,
        int depth,
        JsonSerializerOptions options
    )
    {
        foreach (var part in rows.GroupBy(row => row.Steps[depth]))
        {
            if (part.First().Steps.Length == depth + 1)
            {
                if (ValueOf(part.First().Switch, a) is { } value)
                {
                    writer.WritePropertyName(part.Key);
                    var written =
                        value is string family && Families.Find(family) is not null ? Names.ConvertName(family) : value;
                    JsonSerializer.Serialize(writer, written, options);
                }
            }
            else if (part.All(row => row.Switch.Read(a) is null))
            {
                writer.WriteNull(part.Key);
            }
            else
            {
                writer.WriteStartObject(part.Key);
                Write(writer, a, [.. part], depth + 1, options);
                writer.WriteEndObject();
            }
        }
    }

    // A model without MLPs has no organ to read their width from, and the width 0.
    private static object? ValueOf(Switch one, Architecture a) =>
        one.Read(a) ?? (one.Lacking(a) is null ? one.Absent?.Invoke(a) : null);

    // Of an organ within an organ, the object and the property; of others, the name.
    private static string[] Steps(Switch one) =>
        one.Path.Split('.') is { Length: > 2 } path
            ? [.. path.Skip(1).Select(Names.ConvertName)]
            : [Names.ConvertName(one.Name)];

    private static object? Value(JsonElement whole, Switch one, JsonSerializerOptions options)
    {
        var steps = Steps(one);
        var at = whole;
        foreach (var step in steps)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return null;
            }
        }

        try
        {
            return at.ValueKind == JsonValueKind.Null ? null : at.Deserialize(one.Type, options);
        }
        catch (JsonException)
        {
            throw new JsonException($"'{string.Join('.', steps)}' other than {SwitchValue.KindOf(one)}");
        }
    }

    private static void RequireKnown(JsonElement parent, IReadOnlyList<string[]> known, string path)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"something other than an object{(path.Length == 0 ? "" : $" as '{path}'")}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in parent.EnumerateObject())
        {
            var within = known.Where(steps => steps[0] == member.Name).Select(steps => steps[1..]).ToList();
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (within.Count == 0)
            {
                throw new JsonException($"the unknown field '{VisibleText.Short(name)}'");
            }

            if (!seen.Add(member.Name))
            {
                throw new JsonException($"the field '{name}' twice");
            }

            if (within[0].Length > 0 && member.Value.ValueKind != JsonValueKind.Null)
            {
                RequireKnown(member.Value, within, name);
            }
        }
    }

    private static JsonException Missing(string name) => new($"no '{name}'");
}
