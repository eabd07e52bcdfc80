using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>Every kind of step between text and tokens, each by itself, on pieces written out by hand.</summary>
public sealed class ComponentTests
{
    [Theory]
    [InlineData("Isolated", false, "a|-|-|b|-")]
    [InlineData("Removed", false, "a|b")]
    [InlineData("Contiguous", false, "a|--|b|-")]
    [InlineData("MergedWithPrevious", false, "a-|-|b-")]
    [InlineData("MergedWithNext", false, "a|-|-b|-")]
    [InlineData("Isolated", true, "a|-|-|b|-")]
    [InlineData("Removed", true, "-|-|-")]
    [InlineData("MergedWithPrevious", true, "a|-|-b|-")]
    [InlineData("MergedWithNext", true, "a-|-|b-")]
    public void What_a_pattern_matches_goes_stays_or_joins(string behavior, bool inverts, string pieces) =>
        Split(
            $$"""{"type": "Split", "pattern": {"String": "-"}, "behavior": "{{behavior}}", "invert": {{(inverts ? "true" : "false")}}}""",
            "a--b-",
            pieces
        );

    [Theory]
    [InlineData("""{"type": "Digits", "individual_digits": true}""", "a12²b½", "a|1|2|²|b|½")]
    [InlineData("""{"type": "Digits", "individual_digits": false}""", "a12²b½", "a|12²|b|½")]
    [InlineData("""{"type": "Digits"}""", "\U0001D7D9\U0001D7DAx", "\U0001D7D9\U0001D7DA|x")]
    [InlineData("""{"type": "Punctuation"}""", "a,$b—", "a|,|$|b|—")]
    [InlineData("""{"type": "Punctuation", "behavior": "Contiguous"}""", "a,$b—x€", "a|,$|b|—|x€")]
    [InlineData("""{"type": "Punctuation"}""", "a\u061Db\u166Dc", "a\u061Db|\u166D|c")]
    [InlineData("""{"type": "ByteLevel", "add_prefix_space": true, "use_regex": true}""", "a b", "Ġa|Ġb")]
    [InlineData("""{"type": "ByteLevel", "add_prefix_space": true, "use_regex": false}""", " a b", "ĠaĠb")]
    [InlineData("""{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}""", "é\n", "Ã©Ċ")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁"}""", "a  b", "▁a|▁|▁b")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁", "split": false}""", " a b", "▁a▁b")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never"}""", "a b", "a|▁b")]
    [InlineData("""{"type": "Metaspace", "replacement": "_", "add_prefix_space": false}""", "a b", "a|_b")]
    [InlineData(
        """{"type": "Sequence", "pretokenizers": [{"type": "Digits"}, {"type": "Metaspace", "replacement": "_", "prepend_scheme": "first"}]}""",
        "a1",
        "_a|1"
    )]
    [InlineData(
        """{"type": "Sequence", "pretokenizers": [{"type": "Digits"}, {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always"}]}""",
        "a1",
        "_a|_1"
    )]
    public void Text_is_split(string component, string text, string pieces) => Split(component, text, pieces);

    [Fact]
    public void Digits_behind_bytes_are_those_of_the_alphabet_of_bytes()
    {
        // "ò²" is C3 B2 C2 B2, and the byte B2 is spelt with a letter that is a digit.
        Split(
            """{"type": "Sequence", "pretokenizers": [{"type": "ByteLevel", "use_regex": false}, {"type": "Digits", "individual_digits": true}]}""",
            "ò²",
            "Ã|²|Â|²"
        );
    }

    [Theory]
    [InlineData("""{"type": "Prepend", "prepend": "▁"}""", "a", "▁a")]
    [InlineData("""{"type": "Prepend", "prepend": "▁"}""", "", "")]
    [InlineData("""{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""", " a ", "▁a▁")]
    [InlineData("""{"type": "Replace", "pattern": {"Regex": "[ab]+"}, "content": "$0"}""", "xabay", "x$0y")]
    [InlineData("""{"type": "Strip", "strip_left": true, "strip_right": true}""", " \u3000a b\n", "a b")]
    [InlineData("""{"type": "Strip", "strip_left": false, "strip_right": true}""", " a ", " a")]
    [InlineData("""{"type": "Strip", "strip_left": true, "strip_right": true}""", "  ", "")]
    [InlineData("""{"type": "NFC"}""", "e\u0301\uFB01", "\u00E9\uFB01")]
    [InlineData("""{"type": "NFD"}""", "\u00E9\uFB01", "e\u0301\uFB01")]
    [InlineData("""{"type": "NFKC"}""", "e\u0301\uFB01\u00BD", "\u00E9fi1\u20442")]
    [InlineData("""{"type": "NFKD"}""", "\u00E9\uFB01\u1E9B", "e\u0301fis\u0307")]
    [InlineData("""{"type": "NFD"}""", "\uD55C", "\u1112\u1161\u11AB")]
    [InlineData(
        """{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": " "}, {"type": "Replace", "pattern": {"String": " "}, "content": "_"}]}""",
        "a b",
        "_a_b"
    )]
    public void Text_is_changed(string component, string text, string changed) =>
        Assert.Equal(changed, Normalized(component, text).Text);

    [Theory]
    [InlineData("""{"type": "Prepend", "prepend": "▁"}""", "é", 0, 2)]
    [InlineData("""{"type": "NFC"}""", "e\u0301x", 3, 4)]
    [InlineData("""{"type": "NFD"}""", "\u00E9x", 2, 2, 3)]
    [InlineData("""{"type": "NFC"}""", "a\u0301\u0323x", 5, 5, 6)]
    [InlineData("""{"type": "Replace", "pattern": {"String": "ab"}, "content": "xyz"}""", "abc", 2, 2, 2, 3)]
    [InlineData("""{"type": "Replace", "pattern": {"String": "ab"}, "content": ""}""", "abc", 3)]
    [InlineData("""{"type": "Strip", "strip_left": true, "strip_right": false}""", "  c", 3)]
    public void Changed_text_knows_where_it_comes_from(string component, string text, params int[] ends)
    {
        var changed = Normalized(component, text);

        Assert.Equal(ends, Enumerable.Range(1, changed.Text.Length).Select(changed.EndOf));
    }

    [Theory]
    [InlineData("""{"type": "Fuse"}""", "a|b", "ab")]
    [InlineData("""{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}""", "▁a|b▁", " ab ")]
    [InlineData("""{"type": "ByteFallback"}""", "<0xE6>|<0x97>|<0xA5>|a", "日a")]
    [InlineData(
        """{"type": "ByteFallback"}""",
        "<0xE6>|<0x97>|a|<0xff>|<0x4>|<0xZZ>",
        "\uFFFD\uFFFDa\uFFFD<0x4><0xZZ>"
    )]
    [InlineData("""{"type": "Strip", "content": " ", "start": 1, "stop": 1}""", "  a  | b", " a b")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁"}""", "▁a|▁b|▁", "a b ")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never"}""", "▁a|▁b", " a b")]
    [InlineData(
        """{"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}""",
        " a| b",
        "a b"
    )]
    public void Tokens_are_put_together(string component, string tokens, string text) =>
        Assert.Equal(text, Decoded(component, tokens, follows: false));

    [Theory]
    [InlineData("""{"type": "Strip", "content": " ", "start": 1, "stop": 0}""", " a", " a")]
    [InlineData("""{"type": "Metaspace", "replacement": "▁"}""", "▁a", " a")]
    public void Tokens_that_follow_others_keep_the_space_in_front(string component, string tokens, string text) =>
        Assert.Equal(text, Decoded(component, tokens, follows: true));

    [Theory]
    [InlineData("""{"type": "Prepend", "prepend": "▁"}""", "null")]
    [InlineData("null", """{"type": "Metaspace", "replacement": "▁"}""")]
    [InlineData("null", """{"type": "ByteLevel", "add_prefix_space": true}""")]
    public void Text_that_follows_other_text_gets_nothing_in_front(string normalizer, string splitter)
    {
        var parts = new TokenizerParts
        {
            Vocabulary = new Dictionary<string, int>(),
            Normalizers = NormalizerReader.Read(Member(normalizer)),
            PreTokenizers = PreTokenizerReader.Read(Member(splitter)),
        };
        var time = new PatternTime(1);

        Assert.True(parts.AddsSpaces);
        Assert.Equal(2, Pieces(follows: false).Single().Length);
        Assert.Equal(["a"], Pieces(follows: true));

        IEnumerable<string> Pieces(bool follows) =>
            parts
                .Split(parts.Normalized(TracedText.Given("a", 0), follows, time), follows, time)
                .Select(piece => piece.Text);
    }

    private static void Split(string component, string text, string pieces)
    {
        var parts = new TokenizerParts
        {
            Vocabulary = new Dictionary<string, int>(),
            PreTokenizers = PreTokenizerReader.Read(Member(component)),
        };

        Assert.Equal(
            pieces.Split('|'),
            parts
                .Split(TracedText.Given(text, 0), follows: false, new PatternTime(text.Length))
                .Select(piece => piece.Text)
        );
    }

    private static TracedText Normalized(string component, string text) =>
        NormalizerReader
            .Read(Member(component))
            .Aggregate(
                TracedText.Given(text, 0),
                (changed, step) => step.Normalize(changed, follows: false, new PatternTime(text.Length))
            );

    private static string Decoded(string component, string tokens, bool follows) =>
        string.Concat(
            DecoderReader
                .Read(Member(component), isByteLevel: false)
                .Aggregate(tokens.Split('|').Select(TokenPiece.Of), (pieces, step) => step.Decode(pieces, follows))
                .Select(piece => piece.Text)
        );

    private static TokenizerMember Member(string json) =>
        new("tokenizer.json", "part", JsonDocument.Parse(json).RootElement);
}
