namespace Circuitry.Tests;

public sealed class TokenPatternTests
{
    [Theory]
    [InlineData("it's two  words", "it|'s| two| | words")]
    [InlineData("year 1732!", "year| 1732|!")]
    [InlineData("a\n\n b ", "a|\n\n| b| ")]
    [InlineData("a\U0001D49Cb \U0001D7CE9", "a\U0001D49Cb| \U0001D7CE9")] // letters and digits beyond the first plane
    [InlineData("ok \U0001F916\U0001F389x", "ok| \U0001F916\U0001F389|x")]
    public void Gpt2_s_pattern_keeps_letters_digits_and_signs_apart(string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), new TokenPattern(TokenPattern.Gpt2).Split(text));

    [Fact]
    public void What_lies_between_matches_is_a_piece_too() =>
        Assert.Equal(["x", "--", "y", "--"], TokenPattern.Literally("--").Split("x--y--"));
}
