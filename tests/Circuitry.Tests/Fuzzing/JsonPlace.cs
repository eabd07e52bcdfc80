using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>A value in JSON bytes.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Type">Its first token.</param>
/// <param name="Name">Where its member begins; null for elements of lists and the root.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Parent">The place of what it is in; -1 for the root.</param>
/// <param name="Number">How many come before it in its parent.</param>
internal sealed record JsonPlace(string Path, JsonTokenType Type, int? Name, int Start, int End, int Parent, int Number)
{
    public bool IsScalar => Type is not (JsonTokenType.StartArray or JsonTokenType.StartObject);

    public bool IsNumber => Type == JsonTokenType.Number;

    /// <summary>Where the member or the element begins.</summary>
    public int Begin => Name ?? Start;

    /// <summary>Every value, outer ones first.</summary>
    public static IReadOnlyList<JsonPlace> Of(ReadOnlySpan<byte> json)
    {
        var places = new List<JsonPlace>();
        var open = new Stack<int>();
        var counts = new Dictionary<int, int>();
        var reader = new Utf8JsonReader(json);
        (string Name, int Start)? member = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                member = (reader.GetString()!, (int)reader.TokenStartIndex);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                var closed = open.Pop();
                places[closed] = places[closed] with { End = (int)reader.BytesConsumed };
                continue;
            }

            var parent = open.TryPeek(out var at) ? at : -1;
            var number = counts[parent] = counts.GetValueOrDefault(parent, -1) + 1;
            var path =
                parent < 0 ? "$"
                : member is { } named ? $"{places[parent].Path}.{named.Name}"
                : FormattableString.Invariant($"{places[parent].Path}[{number}]");
            places.Add(
                new JsonPlace(
                    path,
                    reader.TokenType,
                    member?.Start,
                    (int)reader.TokenStartIndex,
                    (int)reader.BytesConsumed,
                    parent,
                    number
                )
            );
            if (!places[^1].IsScalar)
            {
                open.Push(places.Count - 1);
            }

            member = null;
        }

        return places;
    }
}
