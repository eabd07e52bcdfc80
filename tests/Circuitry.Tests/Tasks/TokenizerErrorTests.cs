using System.Text.Json.Nodes;

namespace Circuitry.Tests;

public sealed class TokenizerErrorTests
{
    [Theory]
    [InlineData("version", "\"2.0\"", "version")]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "normalizer.type")]
    [InlineData(
        "normalizer",
        """{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Nmt"}]}""",
        "normalizer.normalizers[1].type"
    )]
    [InlineData("normalizer", """{"type": "Prepend", "prepend": 3}""", "normalizer.prepend")]
    [InlineData(
        "normalizer",
        """{"type": "Replace", "pattern": {"Glob": "*"}, "content": ""}""",
        "normalizer.pattern.Glob"
    )]
    [InlineData("normalizer", """{"type": "Strip", "strip_left": true}""", "normalizer.strip_right")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "pre_tokenizer.type")]
    [InlineData(
        "pre_tokenizer",
        """{"type": "Split", "pattern": {"String": "a"}, "behavior": "Kept"}""",
        "pre_tokenizer.behavior"
    )]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "__"}""", "pre_tokenizer.replacement")]
    [InlineData(
        "pre_tokenizer",
        """{"type": "Metaspace", "replacement": "_", "prepend_scheme": "last"}""",
        "pre_tokenizer.prepend_scheme"
    )]
    [InlineData(
        "pre_tokenizer",
        """{"type": "Metaspace", "replacement": "_", "prepend_scheme": "never", "add_prefix_space": true}""",
        "pre_tokenizer.add_prefix_space"
    )]
    [InlineData("pre_tokenizer", """{"type": "Punctuation", "kind": 1}""", "pre_tokenizer.kind")]
    [InlineData(
        "pre_tokenizer",
        """{"type": "Sequence", "pretokenizers": [{"type": "ByteLevel"}, {"type": "ByteLevel"}]}""",
        "pre_tokenizer"
    )]
    [InlineData("pre_tokenizer", """{"type": "Sequence"}""", "pre_tokenizer.pretokenizers")]
    [InlineData("decoder", """{"type": "CTC"}""", "decoder.type")]
    [InlineData(
        "decoder",
        """{"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "WordPiece"}]}""",
        "decoder.decoders[1].type"
    )]
    [InlineData("decoder", """{"type": "Strip", "content": "ab", "start": 1, "stop": 0}""", "decoder.content")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": 1}""", "pre_tokenizer.add_prefix_space")]
    [InlineData("pre_tokenizer", "null", "decoder.type")]
    [InlineData("decoder", """{"type": "Metaspace", "replacement": "_"}""", "decoder.type")]
    [InlineData("post_processor", """{"type": "RobertaProcessing"}""", "post_processor.type")]
    [InlineData(
        "post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}]}""",
        "post_processor.single"
    )]
    [InlineData("model", """{"type": "Unigram", "vocab": {}}""", "model.type")]
    [InlineData("model", """{"type": "BPE", "byte_fallback": 1, "vocab": {}}""", "model.byte_fallback")]
    [InlineData("model", """{"type": "BPE", "vocab": {}, "merges": [["a", "b", "c"]]}""", "model.merges[0]")]
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
    [InlineData("truncation", """{"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0}""")]
    [InlineData(
        "padding",
        """{"strategy": {"Fixed": 8}, "direction": "Right", "pad_id": 256, "pad_token": "<|end|>"}"""
    )]
    [InlineData("decoder", "null")]
    [InlineData("decoder", """{"type": "Sequence", "decoders": [{"type": "ByteLevel"}]}""")]
    [InlineData("post_processor", """{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true}""")]
    [InlineData("post_processor", """{"type": "Sequence", "processors": [{"type": "ByteLevel"}]}""")]
    [InlineData("normalizer", """{"type": "Sequence", "normalizers": []}""")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false}""")]
    [InlineData("version", "null")]
    public void What_changes_no_token_of_a_prompt_is_passed_over(string member, string value)
    {
        const string text = "a longer prompt than three tokens <|end|>";
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json[member] = JsonNode.Parse(value));

        Assert.Equal(TinyTokenizer.Of().Encode(text), TextTokenizer.Load(folder.Path).EncodePrompt(text));
    }

    [Theory]
    [InlineData("dropout", "0.0")]
    [InlineData("unk_token", "\"<|end|>\"")]
    [InlineData("fuse_unk", "true")]
    [InlineData("byte_fallback", "false")]
    [InlineData("continuing_subword_prefix", "\"\"")]
    [InlineData("end_of_word_suffix", "null")]
    [InlineData("ignore_merges", "false")]
    public void What_changes_no_token_of_a_vocabulary_of_all_bytes_is_passed_over(string member, string value)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, ["the"], json => json["model"]![member] = JsonNode.Parse(value));

        Assert.Equal(TinyTokenizer.Of("the").Encode("the theme"), TextTokenizer.Load(folder.Path).Encode("the theme"));
    }

    [Theory]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "Text is changed in no other way")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "Text is split in no other way")]
    [InlineData("decoder", """{"type": "Metaspace", "replacement": "_"}""", "text of tokens is put together otherwise")]
    [InlineData("post_processor", """{"type": "RobertaProcessing", "sep": ["x", 2]}""", "no token may follow")]
    [InlineData("model", """{"type": "BPE", "dropout": 0.1}""", "dropped at random")]
    [InlineData("model", """{"type": "BPE", "end_of_word_suffix": "</w>"}""", "Parts of words are marked")]
    [InlineData("model", """{"type": "Unigram"}""", "Only byte pair encodings and vocabularies of whole words")]
    [InlineData("added_tokens", """[{"id": 256, "content": 3}]""", "Mend the file")]
    [InlineData("added_tokens", """[{"id": 2147483647, "content": "x"}]""", "Mend the file")]
    [InlineData("more", "1", "If it changes no token, remove it")]
    [InlineData(
        "post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}, {"Sequence": {"id": "A"}}], "special_tokens": {}}""",
        "Mend the file"
    )]
    [InlineData(
        "post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x"}}, {"Sequence": {"id": "A"}}], "special_tokens": {"x": {"ids": [999]}}}""",
        "Mend the file"
    )]
    public void A_refusal_has_the_remedy_that_fits_the_member(string member, string value, string remedy)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, [], json => json[member] = JsonNode.Parse(value));

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_of_no_words_is_refused()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(
            folder,
            [],
            json =>
            {
                json["added_tokens"] = new JsonArray();
                json["decoder"] = new JsonObject { ["type"] = "Fuse" };
                json["pre_tokenizer"] = JsonNode.Parse(
                    """{"type": "Split", "pattern": {"String": " "}, "behavior": "Isolated"}"""
                );
                json["model"] = JsonNode.Parse("""{"type": "WordLevel", "vocab": {}, "unk_token": "x"}""");
            }
        );

        Assert.Equal("model.vocab", Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path)).Member);
    }

    [Theory]
    [InlineData("a b c")]
    [InlineData("ab")]
    [InlineData("a  b")]
    public void A_line_of_merges_that_is_no_pair_is_refused_by_its_number(string line)
    {
        using var folder = new TemporaryFolder();
        var (vocabulary, _) = TinyTokenizer.Parts([]);
        File.WriteAllText(folder.File("vocab.json"), System.Text.Json.JsonSerializer.Serialize(vocabulary));
        File.WriteAllText(folder.File("merges.txt"), $"#version: 0.2\n{line}\n");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal((folder.File("merges.txt"), "line 2"), (refusal.File, refusal.Member));
    }

    [Theory]
    [InlineData(@"[[:alpha:]]+")]
    [InlineData(@"\w+")]
    [InlineData(@"[a[^b]]")]
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
