using System.Text;

namespace Circuitry.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("He said \"go\" in 17", "He said \"go\" in 17")]
    [InlineData("The 5\" nail of 17", "The 5\" nail of 17")]
    [InlineData(" \"x\"", " \"x\"")]
    [InlineData("\"a, \"\"b\"\"\nc\"", "a, \"b\"\nc")]
    [InlineData("\"\"", "")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("", "")]
    [InlineData("\"two\r\nlines\"", "two\r\nlines")]
    [InlineData("tab\there", "tab\there")]
    public void A_value_is_what_stands_there_and_within_quotes_what_they_quote(string written, string read) =>
        Assert.Equal([(read, "y")], Read($"a,b\n{written},y\n"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_as_any_system_ends_them(string end) =>
        Assert.Equal([("1", "2"), ("3", "4")], Read($"a,b{end}1,2{end}3,4"));

    [Fact]
    public void Lines_with_nothing_in_them_are_no_rows() =>
        Assert.Equal([("1", "2"), ("3", "4")], Read("\n \na,b\n\n1,2\r\n\r\n \t\n3,4\n\n  "));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("x.csv"),
            "clean,corrupted,label\na,b,5\n",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
        );

        Assert.Equal("a", EapIgPrompts.ReadGreaterThan(folder.File("x.csv"))[0].Clean);
    }

    [Theory]
    [InlineData(",,a,b\n0,1,x,y\n")]
    [InlineData("a,c,c,b\nx,1,2,y\n")]
    [InlineData("b,a,\ny,x,\n")]
    public void Columns_that_nobody_asks_for_may_have_any_name_or_none(string text) =>
        Assert.Equal([("x", "y")], Read(text));

    [Theory]
    [InlineData("a,a,b\n1,2,3\n", ": there are 2 columns 'a'")]
    [InlineData("a,c\n1,2\n", ": there is no column 'b' among 'a', 'c'")]
    [InlineData("a,b\n1,2\n1,2,3\n", ", row 1: it has 3 values for 2 columns")]
    [InlineData("a,b\n1\n", ", row 0: it has 1 value for 2 columns")]
    [InlineData("a,b\n1,2\n1,\"2\n3,4\n", ", row 1: a value starts with a quote and has no quote at its end")]
    [InlineData("a,\"b\n", ", header: a value starts with a quote")]
    [InlineData("a,b\n\"1\"2,3\n", ", row 0: behind the quote that ends a value stands '2'")]
    [InlineData("a,b\n1,2\0\n", ", row 0: a value has the character NUL in it")]
    public void What_is_wrong_is_said_with_the_row(string text, string message)
    {
        var refusal = Assert.Throws<PromptException>(() => Read(text));

        Assert.StartsWith("x.csv" + message, refusal.Message, StringComparison.Ordinal);
    }

    private static (string A, string B)[] Read(string text) =>
        [.. Csv.Rows("x.csv", text, "a", "b").Select(row => (row["a"], row["b"]))];
}
