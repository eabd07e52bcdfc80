namespace Circuitry.Tests;

public sealed class CompositionTests
{
    private static string Composed(string text) => Composition.Normalize(TracedText.Given(text, 0), UnicodeForm.C).Text;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u00E9", "\u00E9")]
    [InlineData("a\u0323\u0302", "\u1EAD")] // in order
    [InlineData("a\u0302\u0323", "\u1EAD")] // out of order
    [InlineData("a\u0301\u0301", "\u00E1\u0301")] // the second mark is blocked
    [InlineData("\u212B", "\u00C5")] // the angstrom sign is a letter
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("\u1112\u1161\u11AB", "\uD55C")] // Hangul, by arithmetic
    [InlineData("\uD558\u11AB", "\uD55C")]
    [InlineData("\uD55C\u11AB", "\uD55C\u11AB")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")] // a musical note, beyond the first plane
    public void Text_is_in_form_C(string text, string composed) => Assert.Equal(composed, Composed(text));

    [Fact]
    public void Many_marks_on_one_letter_are_ordered_in_time()
    {
        const int marks = 50_000;
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var composed = Composed("a" + string.Concat(Enumerable.Repeat("\u0301\u0327", marks)));

        Assert.Equal($"\u00E1{new string('\u0327', marks)}{new string('\u0301', marks - 1)}", composed);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 4);
    }
}
