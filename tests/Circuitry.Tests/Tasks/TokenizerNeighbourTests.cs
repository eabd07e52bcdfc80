using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>Files beside a tokenizer's own: what they say of tokens is applied, harmless, or refused by name.</summary>
public sealed class TokenizerNeighbourTests
{
    private const int End = 256; // <|end|> of the tiny tokenizer
    private const string Config = "tokenizer_config.json";
    private const string Map = "special_tokens_map.json";
    private const string Added = "added_tokens.json";

    [Theory]
    [InlineData("""{"tokenizer_class": "LlamaTokenizerFast", "add_bos_token": true, "bos_token": "<|end|>"}""", true)]
    [InlineData(
        """{"tokenizer_class": "LlamaTokenizer", "bos_token": {"content": "<|end|>", "lstrip": false}}""",
        true
    )]
    [InlineData("""{"tokenizer_class": "LlamaTokenizerFast", "add_bos_token": false}""", false)]
    [InlineData("""{"tokenizer_class": "GPTNeoXTokenizer", "add_bos_token": true, "bos_token": "<|end|>"}""", true)]
    [InlineData("""{"tokenizer_class": "GPTNeoXTokenizer", "bos_token": "<|end|>"}""", false)]
    [InlineData("""{"tokenizer_class": "GemmaTokenizerFast", "bos_token": "<|end|>"}""", true)]
    [InlineData("""{"tokenizer_class": "Qwen2Tokenizer", "add_bos_token": false, "bos_token": null}""", false)]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|end|>"}""", false)]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer", "add_bos_token": false}""", false)]
    [InlineData("{}", false)]
    public void A_prompt_starts_as_the_named_class_lets_it(string config, bool starts)
    {
        var tokenizer = Load(config);

        Assert.Equal(starts ? [End] : [], tokenizer.Prefix);
        Assert.Equal(starts ? [End, 'a'] : ['a'], tokenizer.EncodePrompt("a"));
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "GPT2TokenizerFast", "add_bos_token": true, "bos_token": "<|end|>"}""")]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": true, "bos_token": "<|end|>"}""")]
    [InlineData("""{"add_bos_token": true, "bos_token": "<|end|>"}""")]
    public void Where_versions_of_the_library_differ_over_the_start_both_files_are_named(string config)
    {
        var refusal = Refused(Config, "add_bos_token", config);

        Assert.Contains("tokenizer.json does, which puts nothing in front", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([End], Load(config, Template).Prefix);
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": false}""")]
    [InlineData("""{"tokenizer_class": "GPTNeoXTokenizerFast"}""")]
    public void A_start_that_one_file_says_and_the_other_does_not_is_refused(string config)
    {
        var refusal = Assert.Throws<TokenizerException>(() => Load(config, Template));

        Assert.Equal("add_bos_token", refusal.Member);
        Assert.Contains("puts the tokens 256 in front", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_writes_the_start_itself_takes_the_template_s_away()
    {
        Assert.Empty(Load("""{"tokenizer_class": "LlamaTokenizer", "add_bos_token": false}""", Template).Prefix);
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "LlamaTokenizerFast"}""", "add_bos_token", "not '<s>'")]
    [InlineData("""{"tokenizer_class": "LlamaTokenizerFast", "bos_token": null}""", "bos_token", "a token for prompts")]
    [InlineData("""{"tokenizer_class": "LlamaTokenizerFast", "bos_token": "<start>"}""", "bos_token", "gives an id")]
    [InlineData("""{"pad_token": "<pad>"}""", "pad_token", "gives an id")]
    [InlineData("""{"additional_special_tokens": ["<|end|>", "<x>"]}""", "additional_special_tokens[1]", "gives an id")]
    [InlineData("""{"extra_special_tokens": {"image_token": "<x>"}}""", "extra_special_tokens.image_token", "an id")]
    [InlineData("""{"add_eos_token": true}""", "add_eos_token", "no token may follow")]
    [InlineData("""{"tokenizer_class": "BertTokenizer"}""", "tokenizer_class", "a class whose tokens are known")]
    [InlineData("""{"tokenizer_class": 3}""", "tokenizer_class", "text")]
    [InlineData("""{"do_lower_case": true}""", "do_lower_case", "changes tokens")]
    [InlineData("""{"auto_map": {"AutoTokenizer": ["own.Tokenizer", null]}}""", "auto_map.AutoTokenizer", "own")]
    [InlineData("""{"speed": 3}""", "speed", "known to change no token")]
    [InlineData("""{"add_prefix_space": "yes"}""", "add_prefix_space", "true or false")]
    [InlineData("[]", null, "an object")]
    public void What_the_configuration_says_and_is_not_read_is_refused_by_name(
        string config,
        string? member,
        string why
    )
    {
        Assert.Contains(why, Refused(Config, member, config).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_which_text_a_token_is_found_matters_only_where_composition_changes_it()
    {
        static void Composing(JsonObject json) => json["normalizer"] = new JsonObject { ["type"] = "NFC" };
        const string config = """{"bos_token": {"__type": "AddedToken", "content": "TOKEN", "normalized": true}}""";

        Assert.Equal(End, Load(config.Replace("TOKEN", "<|end|>"), Composing).SingleToken("<|end|>"));
        var refusal = Assert.Throws<TokenizerException>(() =>
            Load(
                config.Replace("TOKEN", "e\u0301"),
                json =>
                {
                    Composing(json);
                    json["added_tokens"] = new JsonArray(TinyTokenizer.Added(300, "e\u0301", special: true));
                }
            )
        );
        Assert.Equal("bos_token", refusal.Member);
    }

    [Fact]
    public void What_changes_no_token_is_passed_over()
    {
        var tokenizer = Load(
            """
            {
              "chat_template": "{{ bos_token }}", "clean_up_tokenization_spaces": true, "errors": "replace", "legacy": true,
              "model_max_length": 1024, "padding_side": "left", "truncation_side": "right", "use_default_system_prompt": false,
              "name_or_path": "x", "special_tokens_map_file": null, "sp_model_kwargs": {}, "do_lower_case": false,
              "auto_map": {"AutoProcessor": "x"}, "tokenizer_class": null, "init_inputs": [], "model_input_names": ["input_ids"]
            }
            """
        );

        Assert.Equal(TinyTokenizer.Of().Encode("a <|end|>"), tokenizer.Encode("a <|end|>"));
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": true}""", false, true)]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast", "add_prefix_space": true}""", false, true)]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": false}""", true, false)]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer"}""", true, false)]
    [InlineData("""{"tokenizer_class": "LlamaTokenizer", "add_bos_token": false}""", true, true)]
    [InlineData("""{"add_prefix_space": false}""", false, false)]
    [InlineData(null, true, true)]
    public void Text_gets_a_space_in_front_as_the_files_say_together(string? config, bool inFile, bool gets)
    {
        var tokenizer = Load(config, json => json["pre_tokenizer"]!["add_prefix_space"] = inFile, [" store"]);

        var space = gets ? " " : "";
        Assert.Equal($"{space}store", tokenizer.Decode(tokenizer.Encode("store")));
        Assert.Equal($"{space}store<|end|>{space}store", tokenizer.Decode(tokenizer.Encode("store<|end|>store")));
        Assert.Equal([tokenizer.SingleToken(" store")], tokenizer.Encode(" store"));
        Assert.Empty(tokenizer.Encode(""));
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast"}""", true)]
    [InlineData("""{"tokenizer_class": "LlamaTokenizer", "add_bos_token": false, "add_prefix_space": true}""", false)]
    public void A_space_over_which_versions_of_the_library_differ_is_refused(string config, bool inFile)
    {
        var refusal = Assert.Throws<TokenizerException>(() =>
            Load(config, json => json["pre_tokenizer"]!["add_prefix_space"] = inFile)
        );

        Assert.Equal("add_prefix_space", refusal.Member);
        Assert.Contains("tokenizer.json puts", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_follows_other_text_and_gets_no_space()
    {
        var tokenizer = Load(
            """{"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": true}""",
            words: [" store", " s"]
        );
        var pair = new TextPair
        {
            Clean = "store s",
            Corrupted = "store store",
            Answers = ["s"],
            WrongAnswers = [" store"],
            Pieces = [new("store", "first"), new(" s", "second")],
        }.Encode(tokenizer);

        Assert.Equal(["first", "second"], pair.PositionGroups);
        Assert.Equal("s", tokenizer.TokenText(pair.Answers[0][0]));
        Assert.Equal(" s", tokenizer.Decode(tokenizer.Encode("s")));
    }

    [Fact]
    public void Tokens_that_are_described_beside_the_tokenizer_are_added_as_described()
    {
        var tokenizer = Load(
            """
            {"added_tokens_decoder": {
              "256": {"content": "<|end|>", "special": true, "normalized": false, "lstrip": false, "rstrip": false, "single_word": false},
              "300": {"content": "<m>", "special": false, "normalized": false, "lstrip": true, "rstrip": false, "single_word": false}
            }}
            """
        );

        Assert.Equal([tokenizer.SingleToken("a"), 300], tokenizer.Encode("a <m>"));
        Assert.Equal(301, tokenizer.Count);
    }

    [Theory]
    [InlineData(Config, """{"added_tokens_decoder": {"256": {"content": "<x>"}}}""", "added_tokens_decoder.256")]
    [InlineData(Config, """{"added_tokens_decoder": {"300": {"content": "<|end|>"}}}""", "added_tokens_decoder.300")]
    [InlineData(Config, """{"added_tokens_decoder": {"97": {"content": "<x>"}}}""", "added_tokens_decoder.97")]
    [InlineData(Config, """{"added_tokens_decoder": {"300": {"content": "b"}}}""", "added_tokens_decoder.300")]
    [InlineData(
        Config,
        """{"added_tokens_decoder": {"256": {"content": "<|end|>", "rstrip": true}}}""",
        "added_tokens_decoder.256"
    )]
    [InlineData(Config, """{"bos_token": {"content": "<|end|>", "lstrip": true}}""", "bos_token")]
    [InlineData(Added, """{"<|end|>": 300}""", "<|end|>")]
    [InlineData(Added, """{"<x>": 256}""", "<x>")]
    [InlineData(Map, """{"pad_token": {"content": "<|end|>", "single_word": true}}""", "pad_token")]
    public void Files_that_disagree_over_a_token_are_refused_with_both_named(string file, string text, string member)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File(file), text);

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal((folder.File(file), member), (refusal.File, refusal.Member));
        Assert.Contains(folder.File("tokenizer.json"), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Config, """{"added_tokens_decoder": {"x": {"content": "<x>"}}}""", "added_tokens_decoder.x")]
    [InlineData(Config, """{"added_tokens_decoder": {"+3": {"content": "<x>"}}}""", "added_tokens_decoder.+3")]
    [InlineData(Config, """{"added_tokens_decoder": {"300": "<x>"}}""", "added_tokens_decoder.300")]
    [InlineData(
        Config,
        """{"added_tokens_decoder": {"300": {"content": "<x>", "y": 1}}}""",
        "added_tokens_decoder.300.y"
    )]
    [InlineData(
        Config,
        """{"added_tokens_decoder": {"2147483647": {"content": "<x>"}}}""",
        "added_tokens_decoder.2147483647"
    )]
    [InlineData(Added, """{"<x>": -1}""", "<x>")]
    [InlineData(Added, """{"<x>": 1.5}""", "<x>")]
    [InlineData(Added, """{"<x>": null}""", "<x>")]
    [InlineData(Added, "[]", null)]
    [InlineData(Map, """{"pad_token": 3}""", "pad_token")]
    [InlineData(Map, """{"speed": "x"}""", "speed")]
    public void A_damaged_file_beside_a_tokenizer_is_refused_by_name(string file, string text, string? member)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File(file), text);

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal((folder.File(file), member), (refusal.File, refusal.Member));
    }

    [Fact]
    public void Two_files_that_name_two_tokens_for_one_use_are_refused_with_both_named()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File(Config), """{"pad_token": "a"}""");
        File.WriteAllText(folder.File(Map), """{"pad_token": "<|end|>"}""");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal((folder.File(Map), "pad_token"), (refusal.File, refusal.Member));
        Assert.Contains(folder.File(Config), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_a_newer_file_lacks_is_in_the_older_one_alone_and_refused()
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File(Config), """{"added_tokens_decoder": {}}""");
        File.WriteAllText(folder.File(Added), """{"<x>": 300}""");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal((folder.File(Added), "<x>"), (refusal.File, refusal.Member));
    }

    [Fact]
    public void Special_tokens_are_text_where_the_configuration_says_that_they_are_split()
    {
        var tokenizer = Load("""{"split_special_tokens": true, "added_tokens_decoder": {"300": {"content": "<m>"}}}""");

        Assert.Equal(
            ["<", "|", "e", "n", "d", "|", ">", "<m>"],
            tokenizer.Encode("<|end|><m>").Select(tokenizer.TokenText)
        );
    }

    [Fact]
    public void A_named_word_of_the_vocabulary_is_found_before_anything_is_merged()
    {
        var tokenizer = Load("""{"mask_token": "st"}""", words: ["st", " store"]);

        Assert.Equal([" ", "st", "o", "r", "e"], tokenizer.Encode(" store").Select(tokenizer.TokenText));
    }

    [Fact]
    public void A_pair_of_files_has_the_tokens_of_the_files_beside_it()
    {
        using var folder = Pair();
        File.WriteAllText(folder.File(Added), """{"<pad>": 301, "[MASK]": 302}""");
        File.WriteAllText(
            folder.File(Map),
            """{"pad_token": "<pad>", "mask_token": {"content": "[MASK]", "lstrip": false}}"""
        );

        var tokenizer = TextTokenizer.Load(folder.Path);

        Assert.Equal(
            ["a", " ", "<pad>", " ", "[MASK]"],
            tokenizer.Encode("a <pad> [MASK]").Select(tokenizer.TokenText)
        );
        Assert.Equal(301, tokenizer.SingleToken("<pad>"));
    }

    [Theory]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer", "add_bos_token": true}""", true, false)]
    [InlineData("""{"add_bos_token": true}""", true, false)]
    [InlineData("""{"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": true}""", false, true)]
    [InlineData("""{"tokenizer_class": "CodeGenTokenizer"}""", false, false)]
    public void A_pair_of_files_is_read_as_Gpt2_s_class_reads_it(string config, bool starts, bool space)
    {
        using var folder = Pair();
        File.WriteAllText(folder.File(Config), config);

        var tokenizer = TextTokenizer.Load(folder.Path);

        Assert.Equal(starts ? ["<|endoftext|>"] : [], tokenizer.Prefix.Select(tokenizer.TokenText));
        Assert.Equal(space ? " store" : "store", tokenizer.Decode(tokenizer.Encode("store")));
    }

    [Fact]
    public void A_pair_of_files_of_a_class_that_splits_text_otherwise_is_refused()
    {
        using var folder = Pair();
        File.WriteAllText(folder.File(Config), """{"tokenizer_class": "Qwen2Tokenizer"}""");

        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));

        Assert.Equal("tokenizer_class", refusal.Member);
        Assert.Contains("put the model's tokenizer.json next to it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_described_of_a_token_that_only_follows_from_the_vocabulary_holds()
    {
        using var folder = Pair();
        File.WriteAllText(folder.File(Map), """{"eos_token": {"content": "<|endoftext|>", "lstrip": true}}""");

        var tokenizer = TextTokenizer.Load(folder.Path);

        Assert.Equal(["a", "<|endoftext|>"], tokenizer.Encode("a <|endoftext|>").Select(tokenizer.TokenText));
    }

    [Fact]
    public void A_word_of_a_vocabulary_that_no_merge_makes_reads_as_the_alphabet_of_bytes_has_it()
    {
        using var folder = Pair();
        var vocabulary = JsonNode.Parse(File.ReadAllText(folder.File("vocab.json")))!;
        vocabulary["Ġunmade"] = 301;
        File.WriteAllText(folder.File("vocab.json"), vocabulary.ToJsonString());

        var tokenizer = TextTokenizer.Load(folder.Path);

        Assert.Equal(" unmade", tokenizer.TokenText(301));
        Assert.DoesNotContain(301, tokenizer.Encode("Ġunmade unmade"));
    }

    [Fact]
    public void A_link_to_no_tokenizer_is_not_passed_over_for_another()
    {
        using var folder = Pair();
        File.CreateSymbolicLink(folder.File("tokenizer.json"), folder.File("nowhere"));

        Assert.Equal(
            folder.File("tokenizer.json"),
            Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path)).File
        );
    }

    private static void Template(JsonObject json) =>
        json["post_processor"] = JsonNode.Parse(
            """
            {
              "type": "TemplateProcessing",
              "single": [{ "SpecialToken": { "id": "<|end|>" } }, { "Sequence": { "id": "A" } }],
              "special_tokens": { "<|end|>": { "id": "<|end|>", "ids": [256] } }
            }
            """
        );

    private static TokenizerException Refused(string file, string? member, string config)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File(Config), config);
        var refusal = Assert.Throws<TokenizerException>(() => TextTokenizer.Load(folder.Path));
        Assert.Equal((folder.File(file), member), (refusal.File, refusal.Member));
        return refusal;
    }

    private static TemporaryFolder Pair()
    {
        var folder = new TemporaryFolder();
        var (vocabulary, merges) = TinyTokenizer.Parts([" store"]);
        vocabulary["<|endoftext|>"] = 300;
        File.WriteAllText(folder.File("vocab.json"), JsonSerializer.Serialize(vocabulary));
        File.WriteAllLines(folder.File("merges.txt"), ["#version: 0.2", .. merges]);
        return folder;
    }

    private static TextTokenizer Load(string? config, Action<JsonObject>? change = null, string[]? words = null)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, words ?? [], change);
        if (config is not null)
        {
            File.WriteAllText(folder.File(Config), config);
        }

        return TextTokenizer.Load(folder.Path);
    }
}
