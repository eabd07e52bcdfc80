using System.Text;
using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>What is said of JSON that is none of a layout: no type of .NET, and the place.</summary>
public sealed class JsonWordsTests
{
    [Theory]
    [InlineData("[]", "something other than an object at $, line 1, byte 2")]
    [InlineData("""{"name": 3}""", "something other than text at $.name, line 1, byte 11")]
    [InlineData("""{"name": "a", "count": 1.5}""", "something other than a whole number at $.count")]
    [InlineData("""{"name": "a", "parts": {}}""", "something other than a list at $.parts")]
    [InlineData(
        """{"name": "a", "parts": [{"size": "b", "is_last": true}]}""",
        "other than a number at $.parts[0].size"
    )]
    [InlineData(
        """{"name": "a", "parts": [{"size": 1, "is_last": 1}]}""",
        "other than true or false at $.parts[0].is_last"
    )]
    [InlineData("""{"name": "a", "parts": [7]}""", "something other than an object at $.parts[0]")]
    [InlineData("""{"name": "a", "by_name": {"a b": "x"}}""", "something other than a number at $.by_name['a b']")]
    [InlineData("""{"name": "a", "by_name": 1}""", "something other than an object at $.by_name")]
    [InlineData("""{"name": "a", "kind": "other"}""", "something other than one of node, edge, neuron, feature")]
    [InlineData("""{"count": 1}""", "no 'name'")]
    [InlineData("""{"name": null}""", "something other than text at $.name")]
    [InlineData("""{"name": "a", "parts": [{"size": 1, "is_last": true, "note": null}]}""", "null at $.parts[0].note")]
    [InlineData("""{"name": "a", "parts": [{"size": 1}]}""", "no 'is_last', 'note' at $.parts[0]")]
    [InlineData("""{"name": "a", "more": 1}""", "the unknown field 'more'")]
    [InlineData("""{"name": "a", "name": "a"}""", "the field 'name' twice")]
    public void What_is_found_is_said_in_words(string json, string words)
    {
        var refused = Assert.Throws<JsonException>(() =>
            JsonText.Value<Layout>(Encoding.UTF8.GetBytes(json), JsonStyle.Strict)
        );
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Circuitry|System|\.NET", refused.Message);
    }

    private sealed record Layout
    {
        public required string Name { get; init; }

        public int? Count { get; init; }

        public Granularity? Kind { get; init; }

        public IReadOnlyList<Part> Parts { get; init; } = [];

        public IReadOnlyDictionary<string, double> ByName { get; init; } = new Dictionary<string, double>();
    }

    private sealed record Part(double Size, bool IsLast, string Note);
}
