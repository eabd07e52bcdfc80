namespace Circuitry.Tests;

/// <summary>Byte pair encoding of characters: those without a token are their bytes, or unknown, or refused.</summary>
public sealed class BytePairTests
{
    private static readonly TokenizerParts Parts = new()
    {
        Vocabulary = new Dictionary<string, int>
        {
            ["<unk>"] = 0,
            ["a"] = 1,
            ["b"] = 2,
            ["ab"] = 3,
            ["𝒜"] = 4,
            ["a𝒜"] = 5,
            ["abab"] = 6,
            ["<0xC3>"] = 7,
            ["<0xA9>"] = 8,
        },
        Merges = [("a", "b"), ("a", "𝒜")],
    };

    [Theory]
    [InlineData("abab", "3:2 3:2")]
    [InlineData("a𝒜b", "5:5 2:1")]
    [InlineData("", "")]
    public void Characters_merge_beyond_the_first_plane_too(string text, string tokens) =>
        Assert.Equal(tokens, Tokens(Parts, text));

    [Theory]
    [InlineData("abab", "6:4")]
    [InlineData("aba", "3:2 1:1")]
    public void A_whole_piece_comes_first_where_merges_are_ignored(string text, string tokens) =>
        Assert.Equal(tokens, Tokens(Parts with { PrefersWholePieces = true }, text));

    [Fact]
    public void A_piece_that_is_not_split_is_its_token() =>
        Assert.Equal(
            "6:4",
            Tokens(Parts with { UnsplitTokens = new HashSet<string>(StringComparer.Ordinal) { "abab" } }, "abab")
        );

    [Theory]
    [InlineData("aéb", "1:1 7:1 8:1 2:1")]
    [InlineData("ñ", null)] // C3 B1, and there is no token of B1
    public void A_character_without_a_token_is_the_tokens_of_its_bytes_if_all_are_there(string text, string? tokens) =>
        Assert.Equal(tokens, Tokens(Parts with { FallsBackToBytes = true }, text));

    [Theory]
    [InlineData(false, "1:1 0:3 0:3 2:1 0:1")]
    [InlineData(true, "1:1 0:6 2:1 0:1")]
    public void Unknown_characters_that_touch_are_one_token_where_the_file_says_so(bool fuses, string tokens) =>
        Assert.Equal(tokens, Tokens(Parts with { UnknownToken = "<unk>", FusesUnknown = fuses }, "a日本bx"));

    [Fact]
    public void A_character_without_any_token_is_named()
    {
        Assert.Null(Tokens(Parts, "a日"));
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("tokenizer.json"),
            """{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}, "decoder": {"type": "Fuse"}}"""
        );

        var refusal = Assert.Throws<PromptException>(() => TextTokenizer.Load(folder.Path).Encode("a日"));

        Assert.Contains("\"日\" is none of the 1 tokens of this model", refusal.Message, StringComparison.Ordinal);
    }

    // Ids and how many bytes of the text each takes up; null where a character has no token.
    private static string? Tokens(TokenizerParts parts, string text)
    {
        var tokens = new List<EncodedToken>();
        return new BytePairs(parts).Encode(TracedText.Given(text, 0), tokens) is null
            ? string.Join(' ', tokens.Select(token => $"{token.Id}:{token.Bytes}"))
            : null;
    }
}
