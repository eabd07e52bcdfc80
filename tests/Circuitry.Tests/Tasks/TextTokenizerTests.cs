using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class TextTokenizerTests
{
    [Theory]
    [InlineData("a store, two stores")]
    [InlineData("  tabs\tand\r\nlines \n")]
    [InlineData("naïve 日本語 𝒜 🤖")]
    [InlineData("before<|end|>behind")]
    [InlineData("")]
    public void Decoding_gives_the_text_back(string text)
    {
        var tokenizer = TinyTokenizer.Of(" store", "two");

        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Fact]
    public void Words_of_the_vocabulary_are_single_tokens_and_others_are_several()
    {
        var tokenizer = TinyTokenizer.Of(" store");

        Assert.Equal(" store", tokenizer.TokenText(tokenizer.SingleToken(" store")));
        Assert.Equal("Ġstore", tokenizer.StoredToken(tokenizer.SingleToken(" store")));
        Assert.True(tokenizer.IsSingleToken(" store"));
        Assert.False(tokenizer.IsSingleToken(" stores"));
        var refusal = Assert.Throws<PromptException>(() => tokenizer.SingleToken(" stores"));
        Assert.Contains(
            "\" stores\" is 2 tokens of this model (\" store\", \"s\")",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_token_that_is_not_there_is_refused()
    {
        var tokenizer = TinyTokenizer.Of();

        Assert.Equal(257, tokenizer.Count);
        var refusal = Assert.Throws<PromptException>(() => tokenizer.TokenText(257));
        Assert.Contains("no token 257; its ids end at 256", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_added_token_is_found_first()
    {
        var tokenizer = Load(json =>
            json["added_tokens"] = new JsonArray(
                TinyTokenizer.Added(300, "  ", special: false),
                TinyTokenizer.Added(301, "    ", special: false)
            )
        );

        Assert.Equal([301, 300, .. tokenizer.Encode("a")], tokenizer.Encode("      a"));
    }

    [Fact]
    public void Text_is_composed_where_the_file_says_so()
    {
        const string decomposed = "e\u0301";
        var plain = Load(_ => { });
        var composing = Load(json => json["normalizer"] = new JsonObject { ["type"] = "NFC" });

        Assert.Equal(3, plain.Encode(decomposed).Count);
        Assert.Equal(composing.Encode("\u00E9"), composing.Encode(decomposed));
        Assert.Equal(2, composing.Encode(decomposed).Count);
    }

    [Fact]
    public void A_template_s_tokens_start_a_prompt()
    {
        var tokenizer = Load(json =>
            json["post_processor"] = JsonNode.Parse(
                """
                {
                  "type": "TemplateProcessing",
                  "single": [{ "SpecialToken": { "id": "<|end|>" } }, { "Sequence": { "id": "A" } }],
                  "special_tokens": { "<|end|>": { "id": "<|end|>", "ids": [256] } }
                }
                """
            )
        );

        Assert.Equal([256], tokenizer.Prefix);
        Assert.Equal([256, .. tokenizer.Encode("a")], tokenizer.EncodePrompt("a"));
    }

    [Fact]
    public void Patterns_of_the_file_split_text()
    {
        var tokenizer = Load(
            json =>
                json["pre_tokenizer"] = JsonNode.Parse(
                    """
                    {
                      "type": "Sequence",
                      "pretokenizers": [
                        { "type": "Split", "pattern": { "Regex": "\\p{N}{1,2}" }, "behavior": "Isolated", "invert": false },
                        { "type": "ByteLevel", "add_prefix_space": false, "use_regex": false }
                      ]
                    }
                    """
                ),
            "123",
            "12"
        );

        Assert.Equal(["12", "3"], tokenizer.Encode("123").Select(tokenizer.TokenText));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Whole_pieces_come_before_merges_only_where_the_file_says_so(bool ignoresMerges, int tokens)
    {
        var tokenizer = Load(
            json =>
            {
                json["model"]!["ignore_merges"] = ignoresMerges;
                json["model"]!["merges"]!.AsArray().RemoveAt(1);
            },
            "abc"
        );

        Assert.Equal(tokens, tokenizer.Encode("abc").Count);
    }

    [Theory]
    [InlineData("vocab.json", "merges.txt")]
    [InlineData("encoder.json", "vocab.bpe")]
    public void Gpt2_s_two_files_are_read_under_either_name(string vocabularyName, string mergesName)
    {
        using var folder = new TemporaryFolder();
        var (vocabulary, merges) = TinyTokenizer.Parts([" store"]);
        vocabulary["<|endoftext|>"] = vocabulary.Count;
        File.WriteAllText(folder.File(vocabularyName), JsonSerializer.Serialize(vocabulary));
        File.WriteAllLines(folder.File(mergesName), ["#version: 0.2", .. merges]);

        var tokenizer = TextTokenizer.Load(folder.File("model.safetensors"));

        Assert.Equal([" store", "<|endoftext|>"], tokenizer.Encode(" store<|endoftext|>").Select(tokenizer.TokenText));
    }

    private static TextTokenizer Load(Action<JsonObject> change, params string[] words)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, words, change);
        return TextTokenizer.Load(folder.Path);
    }
}
