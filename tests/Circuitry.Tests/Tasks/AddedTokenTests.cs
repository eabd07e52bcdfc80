using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>Added tokens in text. The ids were taken from the tokenizers library.</summary>
public sealed class AddedTokenTests
{
    [Theory]
    [InlineData("für Köln", "ü", "ö")]
    [InlineData("đem", "đem")]
    [InlineData("x<naïve>ï", "<naïve>")]
    [InlineData("ÿÿ", "ÿ")]
    public void An_added_token_is_its_own_text_whatever_the_alphabet_of_bytes_makes_of_its_letters(
        string text,
        params string[] added
    )
    {
        var tokenizer = Load(added.Select((token, i) => TinyTokenizer.Added(300 + i, token, special: false)));

        var tokens = tokenizer.Encode(text);

        Assert.Contains(300, tokens);
        Assert.Equal(text, tokenizer.Decode(tokens));
        Assert.Equal(added[0], tokenizer.TokenText(300));
        Assert.Equal(added[0], tokenizer.StoredToken(300));
    }

    [Fact]
    public void Pieces_of_a_prompt_are_found_in_added_tokens_of_any_letters_and_in_the_space_they_take()
    {
        var tokenizer = Load([
            TinyTokenizer.Added(300, "ö", special: false),
            Changed(TinyTokenizer.Added(301, "<m>", special: false), "rstrip"),
        ]);
        var pair = new TextPair
        {
            Clean = "Köln<m>  x",
            Corrupted = "Köln<m>  y",
            Answers = ["z"],
            Pieces = [new("Kö", "city"), new("ln<m>  ", "rest"), new("x", "end")],
        };

        Assert.Equal(["city", "city", "rest", "rest", "rest", "end"], pair.Encode(tokenizer).PositionGroups);
    }

    [Theory]
    [InlineData("e\u0301clair")]
    [InlineData("\u00E9clair")]
    public void The_text_of_a_token_in_composed_text_is_composed_too(string text)
    {
        foreach (var token in new[] { "e\u0301clair", "\u00E9clair" })
        {
            var tokenizer = Load([TinyTokenizer.Added(300, token, special: false)], composes: true);

            Assert.Equal([300], tokenizer.Encode(text));
            Assert.Equal(token, tokenizer.TokenText(300));
        }
    }

    [Fact]
    public void A_token_in_text_as_given_is_not_composed()
    {
        var token = TinyTokenizer.Added(300, "e\u0301", special: true);

        Assert.Equal([300], Load([token], composes: true).Encode("e\u0301"));
        Assert.Equal(2, Load([token], composes: true).Encode("\u00E9").Count);
    }

    [Theory]
    [InlineData("a cat b", "a |300| b")]
    [InlineData("cat", "300")]
    [InlineData("concat cat", "concat |300")]
    [InlineData("cats", "cats")]
    [InlineData("cat_", "cat_")]
    [InlineData("écat", "écat")]
    [InlineData("cat\u0301", "cat\u0301")]
    [InlineData("\u24B6cat", "\u24B6cat")] // alphabetic, though a symbol
    [InlineData("🤖cat-", "🤖|300|-")]
    public void A_token_of_a_whole_word_is_found_where_no_part_of_a_word_is_next_to_it(string text, string parts) =>
        Same(Load([Changed(TinyTokenizer.Added(300, "cat", special: false), "single_word")]), text, parts);

    [Theory]
    [InlineData("lstrip", "a  <m>  b", "a|300|  b")]
    [InlineData("lstrip", " \t\n<m>", "300")]
    [InlineData("lstrip", "<m> <m>", "300|300")]
    [InlineData("rstrip", "a  <m>  b", "a  |300|b")]
    [InlineData("rstrip", "<m>\u00A0\u3000x", "300|x")]
    [InlineData("rstrip", "<m> <m>", "300|300")]
    public void A_token_takes_the_white_space_on_the_side_that_it_strips(string side, string text, string parts) =>
        Same(Load([Changed(TinyTokenizer.Added(300, "<m>", special: false), side)]), text, parts);

    [Theory]
    [InlineData("<xx>", "301")]
    [InlineData("<xy", "300|y")]
    [InlineData("a<x<xx>", "a|300|301")]
    public void Of_tokens_that_overlap_the_leftmost_is_found_and_of_those_the_longest(string text, string parts) =>
        Same(
            Load([
                TinyTokenizer.Added(300, "<x", special: false),
                TinyTokenizer.Added(301, "<xx>", special: true),
                TinyTokenizer.Added(302, "xy", special: false),
            ]),
            text,
            parts
        );

    [Fact]
    public void A_longer_token_that_is_passed_over_leaves_no_shorter_one()
    {
        var tokenizer = Load([
            TinyTokenizer.Added(300, "<x", special: false),
            Changed(TinyTokenizer.Added(301, "<xx", special: false), "single_word"),
        ]);

        Assert.Equal(tokenizer.Encode("a").Count + 3, tokenizer.Encode("a<xx").Count);
        Assert.DoesNotContain(300, tokenizer.Encode("a<xxa"));
    }

    [Fact]
    public void A_token_without_text_is_nowhere_and_decodes_to_nothing()
    {
        var tokenizer = Load([TinyTokenizer.Added(300, "", special: false)]);

        Assert.Equal(2, tokenizer.Encode("ab").Count);
        Assert.Equal("", tokenizer.TokenText(300));
    }

    [Fact]
    public void A_word_of_the_vocabulary_that_is_added_too_is_found_before_anything_is_merged()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(
            folder,
            ["he"],
            json => json["added_tokens"] = new JsonArray(TinyTokenizer.Added(256, "he", special: false))
        );
        var tokenizer = TextTokenizer.Load(folder.Path);

        // Merging alone would not find it behind a space: the pattern keeps both together.
        Assert.Equal([32, 256], tokenizer.Encode(" he"));
    }

    [Fact]
    public void One_text_with_two_ids_or_said_twice_otherwise_is_refused()
    {
        Assert.Equal("a", Refused(TinyTokenizer.Added(300, "a", special: false)).Member);
        var token = TinyTokenizer.Added(300, "<m>", special: false);
        Assert.Equal("<m>", Refused(token, Changed(TinyTokenizer.Added(300, "<m>", special: false), "lstrip")).Member);
        Assert.Equal([300], Load([token, TinyTokenizer.Added(300, "<m>", special: false)]).Encode("<m>"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        var tokenizer = Load([]);

        var refusal = Assert.Throws<PromptException>(() => tokenizer.Encode("a\uD83D"));

        Assert.Contains("U+D83D) at character 1", refusal.Message, StringComparison.Ordinal);
        Assert.False(tokenizer.IsSingleToken("\uDE00"));
    }

    private static TokenizerException Refused(params JsonObject[] added) =>
        Assert.Throws<TokenizerException>(() => Load(added));

    private static void Same(TextTokenizer tokenizer, string text, string parts) =>
        Assert.Equal(
            parts
                .Split('|')
                .SelectMany(part =>
                    part.StartsWith("30", StringComparison.Ordinal) ? [int.Parse(part)] : Load([]).Encode(part)
                ),
            tokenizer.Encode(text)
        );

    private static JsonObject Changed(JsonObject token, string member)
    {
        token[member] = true;
        return token;
    }

    private static TextTokenizer Load(IEnumerable<JsonObject> added, bool composes = false)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(
            folder,
            [],
            json =>
            {
                json["added_tokens"] = new JsonArray([.. added.Select(token => token.DeepClone())]);
                // Bytes that UTF-8 does not use have no tokens in the files that add their letters.
                foreach (var letter in ByteCharacters.All.Except(ByteCharacters.OfText))
                {
                    json["model"]!["vocab"]!.AsObject().Remove($"{letter}");
                }

                json["normalizer"] = composes ? new JsonObject { ["type"] = "NFC" } : null;
            }
        );
        return TextTokenizer.Load(folder.Path);
    }
}
