using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class TokenizerErrorTests
{
    [Theory]
    [InlineData("version", "\"2.0\"", "version")]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "normalizer.type")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "pre_tokenizer")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": 1}""", "pre_tokenizer.add_prefix_space")]
    [InlineData("pre_tokenizer", "null", "pre_tokenizer")]
    [InlineData("decoder", """{"type": "Metaspace"}""", "decoder.type")]
    [InlineData("post_processor", """{"type": "RobertaProcessing"}""", "post_processor.type")]
    [InlineData(
        "post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]}""",
        "post_processor.single"
    )]
    [InlineData("model", """{"type": "Unigram", "vocab": {}}""", "model.type")]
    [InlineData("model", """{"type": "BPE", "byte_fallback": true, "vocab": {}}""", "model.byte_fallback")]
    [InlineData("model", """{"type": "BPE", "vocab": {}, "speed": 3}""", "model.speed")]
    [InlineData("model", """{"type": "BPE", "vocab": [["a", 0.1]]}""", "model.vocab")]
    [InlineData("added_tokens", """[{"id": 256, "content": "<x>", "lstrip": "yes"}]""", "added_tokens[0].lstrip")]
    [InlineData("added_tokens", """[{"id": 7, "content": "<x>"}]""", "<x>")]
    [InlineData("more", "1", "more")]
    public void What_is_not_understood_is_refused_by_name(string member, string value, string named)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json[member] = JsonNode.Parse(value));

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal(named, refusal.Member);
        Assert.Equal(folder.File("tokenizer.json"), refusal.File);
    }

    [Theory]
    [InlineData(@"[[:alpha:]]+")]
    [InlineData(@"\w+")]
    [InlineData(@"a?+")]
    [InlineData(@"\p{Script=Han}")]
    public void A_pattern_that_means_something_else_here_is_refused(string pattern)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(
            folder,
            [],
            json =>
                json["pre_tokenizer"] = new JsonObject
                {
                    ["type"] = "Sequence",
                    ["pretokenizers"] = new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "Split",
                            ["pattern"] = new JsonObject { ["Regex"] = pattern },
                            ["behavior"] = "Isolated",
                        },
                        new JsonObject { ["type"] = "ByteLevel", ["use_regex"] = false }
                    ),
                }
        );

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal("pre_tokenizer.pretokenizers[0].pattern.Regex", refusal.Member);
    }

    [Fact]
    public void A_merge_of_tokens_that_are_not_there_is_refused()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json["model"]!["merges"] = new JsonArray("a b"));

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Contains("found 'a b'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_without_a_token_is_refused()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json["model"]!["vocab"]!.AsObject().Remove("q"));

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Contains("none for 'q'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_is_refused_by_its_path()
    {
        using var folder = new TemporaryFolder();

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal(folder.Path, refusal.File);
    }

    [Fact]
    public void A_vocabulary_without_merges_is_refused_as_such()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("vocab.json"), "{}");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Contains("found vocab.json without merges.txt", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_json_is_refused_by_its_path()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), "{");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal(folder.File("tokenizer.json"), refusal.File);
    }
}
