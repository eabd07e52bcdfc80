using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class WholeWordTokenizerTests
{
    [Fact]
    public void Pieces_of_text_are_words_with_the_space_that_they_start_with()
    {
        var tokenizer = Load();

        Assert.Equal([0, 1, 2, 5], tokenizer.Encode("The store stores."));
        Assert.Equal(" store", tokenizer.TokenText(1));
        Assert.Equal(" store", tokenizer.StoredToken(1));
        Assert.Equal(6, tokenizer.SingleToken("<|end|>"));
        Assert.Equal(7, tokenizer.Count);
    }

    [Theory]
    [InlineData("The store 1732.")]
    [InlineData("<|end|>The stores<|end|>")]
    [InlineData("")]
    public void Decoding_gives_the_text_back(string text)
    {
        var tokenizer = Load();

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void A_word_that_is_not_in_the_vocabulary_is_refused_by_name_and_is_no_single_token()
    {
        var tokenizer = Load();

        var refusal = Assert.Throws<PromptException>(() => tokenizer.Encode("The shop."));

        Assert.Contains("\" shop\" is none of the 6 words of this model", refusal.Message, StringComparison.Ordinal);
        Assert.False(tokenizer.IsSingleToken(" shop"));
        Assert.Throws<PromptException>(() => tokenizer.SingleToken(" shop"));
    }

    [Fact]
    public void With_an_unknown_token_any_text_has_tokens_but_no_unknown_word_is_a_single_one()
    {
        var tokenizer = Load(json => json["model"]!["vocab"]!["<unknown>"] = 7);

        Assert.Equal([0, 7, 5], tokenizer.Encode("The shop."));
        Assert.False(tokenizer.IsSingleToken(" shop"));
        Assert.Throws<PromptException>(() => tokenizer.SingleToken(" shop"));
        Assert.True(tokenizer.IsSingleToken(" store"));
    }

    [Theory]
    [InlineData("model", """{"type": "WordLevel", "vocab": {"a": 0}}""", "model.unk_token")]
    [InlineData(
        "model",
        """{"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "u", "merges": []}""",
        "model.merges"
    )]
    [InlineData("model", """{"type": "WordLevel", "vocab": {"a": "x"}, "unk_token": "u"}""", "a")]
    [InlineData("decoder", "null", "decoder.type")]
    [InlineData("decoder", """{"type": "ByteLevel"}""", "decoder.type")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel"}""", "decoder.type")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "pre_tokenizer.type")]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "normalizer.type")]
    public void What_is_not_understood_is_refused_by_name(string member, string value, string named)
    {
        var refusal = Assert.Throws<TokenizerException>(() => Load(json => json[member] = JsonNode.Parse(value)));

        Assert.Equal(named, refusal.Member);
    }

    private static TextTokenizer Load(Action<JsonObject>? change = null)
    {
        var json = JsonNode
            .Parse(
                """
                {
                  "version": "1.0",
                  "added_tokens": [{ "id": 6, "content": "<|end|>", "special": true }],
                  "normalizer": null,
                  "pre_tokenizer": {
                    "type": "Split",
                    "pattern": { "Regex": " ?\\p{L}+| ?\\p{N}{2}|[^\\s\\p{L}\\p{N}]+" },
                    "behavior": "Isolated",
                    "invert": false
                  },
                  "post_processor": null,
                  "decoder": { "type": "Fuse" },
                  "model": {
                    "type": "WordLevel",
                    "vocab": { "The": 0, " store": 1, " stores": 2, " 17": 3, "32": 4, ".": 5 },
                    "unk_token": "<unknown>"
                  }
                }
                """
            )!
            .AsObject();
        change?.Invoke(json);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), json.ToJsonString());
        return TextTokenizer.Load(folder.Path);
    }
}
