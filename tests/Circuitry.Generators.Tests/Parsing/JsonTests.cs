using System.Globalization;

namespace Circuitry.Generators.Tests;

public sealed class JsonTests
{
    [Fact]
    public void Objects_lists_and_all_kinds_of_values_are_read()
    {
        var fields = Assert.IsType<Dictionary<string, object?>>(
            Json.Parse("""{"a": [1, -2.5, 1e3, 1E-05, 0], "b": {"c": true, "d": false}, "e": null, "f": "g"}""")
        );

        Assert.Equal([1.0, -2.5, 1000.0, 1e-5, 0.0], Assert.IsType<List<object?>>(fields["a"]));
        var inner = Assert.IsType<Dictionary<string, object?>>(fields["b"]);
        Assert.Equal(true, inner["c"]);
        Assert.Equal(false, inner["d"]);
        Assert.Null(fields["e"]);
        Assert.Equal("g", fields["f"]);
    }

    [Theory]
    [InlineData(
        """
            "\"\\\/\b\f\n\r\t"
            """,
        "\"\\/\b\f\n\r\t"
    )]
    [InlineData(
        """
            "\u0041\u00e9\uD83D\uDE00"
            """,
        "A\u00e9\ud83d\ude00"
    )]
    [InlineData("\"\"", "")]
    public void Escapes_are_resolved(string json, string expected) => Assert.Equal(expected, Json.Parse(json));

    [Theory]
    [InlineData(" \t\r\n[ ] ")]
    [InlineData("[]")]
    public void Empty_lists_and_white_space_are_allowed(string json) =>
        Assert.Empty(Assert.IsType<List<object?>>(Json.Parse(json)));

    [Theory]
    [InlineData("", "line 1, column 1: expected a value and found the end")]
    [InlineData("{\"a\": 1,}", "line 1, column 9: expected a field name in quotes and found '}'")]
    [InlineData("[1, ]", "line 1, column 5: expected a value and found ']'")]
    [InlineData("[1 2]", "line 1, column 4: expected ',' or ']' and found '2'")]
    [InlineData("{\"a\" 1}", "line 1, column 6: expected ':' and found '1'")]
    [InlineData("{a: 1}", "line 1, column 2: expected a field name in quotes and found 'a'")]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2\n}", "line 3, column 7: the field 'a' is given twice")]
    [InlineData("1 2", "line 1, column 3: expected the end and found '2'")]
    [InlineData("// no\n1", "line 1, column 1: expected a value and found '/'")]
    [InlineData("nul", "line 1, column 1: expected a value and found 'n'")]
    [InlineData("NaN", "line 1, column 1: expected a value and found 'N'")]
    [InlineData("-Infinity", "line 1, column 2: expected a digit and found 'I'")]
    [InlineData("01", "line 1, column 2: expected the end and found '1'")]
    [InlineData("1.", "line 1, column 3: expected a digit and found the end")]
    [InlineData(".5", "line 1, column 1: expected a value and found '.'")]
    [InlineData("+1", "line 1, column 1: expected a value and found '+'")]
    [InlineData("1e", "line 1, column 3: expected a digit and found the end")]
    [InlineData("\"a", "line 1, column 3: expected the end of a string and found the end")]
    [InlineData("\"a\nb\"", "line 1, column 3: expected the end of a string and found '\n'")]
    [InlineData("\"\\x\"", "line 1, column 3: expected an escape and found 'x'")]
    [InlineData("\"\\u00g0\"", "line 1, column 6: expected a hexadecimal digit and found 'g'")]
    [InlineData("'a'", "line 1, column 1: expected a value and found '''")]
    public void What_is_not_json_is_refused_with_its_place(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonException>(() => Json.Parse(json)).Message);

    [Theory]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("-1e999", double.NegativeInfinity)]
    public void Numbers_that_are_too_large_are_left_to_whoever_uses_them(string json, double expected) =>
        Assert.Equal(expected, Json.Parse(json));

    [Theory]
    [InlineData("\"a\\ud83d\"", "a\ufffd")]
    [InlineData("\"\\ude00\\ud83d\"", "\ufffd\ufffd")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"", "\ufffd\ud83d\ude00")]
    public void Halves_of_surrogate_pairs_are_replaced(string json, string expected) =>
        Assert.Equal(expected, Json.Parse(json));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Values_are_nested_up_to_a_depth_of_sixty_four(int depth, bool read)
    {
        var json = new string('[', depth) + new string(']', depth);
        if (read)
        {
            Json.Parse(json);
        }
        else
        {
            Assert.Throws<JsonException>(() => Json.Parse(json));
        }
    }

    [Fact]
    public void Deep_nesting_is_refused_instead_of_overflowing_the_stack() =>
        Assert.Contains(
            "nested too deeply",
            Assert.Throws<JsonException>(() => Json.Parse(new string('[', 100_000))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Numbers_are_read_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };

            Assert.Equal(1.5, Json.Parse("1.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
