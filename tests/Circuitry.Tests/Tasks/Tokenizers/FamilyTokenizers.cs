using System.Collections.Concurrent;

namespace Circuitry.Tests;

/// <summary>A small tokenizer for each family of models, with the components that the family's files have.</summary>
internal static class FamilyTokenizers
{
    private const string Bytes =
        """{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}""";

    private const string OnlyBytes =
        """{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}""";

    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    private const string Rest = @" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Cased =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";

    private const string Marks =
        """{"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}""";

    private const string Runs =
        """{"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}]}""";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FamilyTokenizer> All { get; } =
    [
        new()
        {
            Name = "GPT-2",
            PreTokenizer = Bytes,
            AreNormalized = true,
            PostProcessor = """{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false}""",
        },
        new()
        {
            Name = "OPT",
            PreTokenizer = Bytes,
            Added = ["<s>", "<pad>", "</s>"],
            PostProcessor = Starts("</s>", 2),
        },
        new()
        {
            Name = "NeoX",
            Normalizer = """{"type": "NFC"}""",
            PreTokenizer = Bytes,
            AreNormalized = true,
            Added = ["<|endoftext|>", "<|padding|>", "+   ", "+  "],
        },
        new()
        {
            Name = "BLOOM",
            PreTokenizer = Splits(@" ?[^(\s|[.,!?…。，、।۔،])]+"),
            Added = ["<unk>", "<s>", "</s>", "<pad>"],
        },
        new()
        {
            Name = "Falcon",
            PreTokenizer = Sequence(
                """{"type": "Punctuation", "behavior": "Contiguous"}""",
                Bytes,
                """{"type": "Digits", "individual_digits": false}""",
                """{"type": "Split", "pattern": {"Regex": "[0-9][0-9][0-9]"}, "behavior": "Isolated", "invert": false}"""
            ),
        },
        new()
        {
            Name = "Llama 2, legacy",
            IsOfBytes = false,
            Added = ["<unk>", "<s>", "</s>"],
            Normalizer =
                """{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}""",
            PostProcessor = Starts("<s>", 1),
            Decoder = Marks,
        },
        new()
        {
            Name = "Llama 2 and Mistral, new",
            IsOfBytes = false,
            HasPairs = true,
            Added = ["<unk>", "<s>", "</s>"],
            PreTokenizer = """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": false}""",
            PostProcessor = Starts("<s>", 1),
            Decoder = Marks,
        },
        new()
        {
            Name = "Metaspace, older",
            IsOfBytes = false,
            Added = ["<unk>", "<s>", "</s>"],
            PreTokenizer = """{"type": "Metaspace", "replacement": "▁", "add_prefix_space": true}""",
            Decoder =
                """{"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Metaspace", "replacement": "▁", "add_prefix_space": true, "prepend_scheme": "always"}]}""",
        },
        new()
        {
            Name = "Gemma",
            IsOfBytes = false,
            HasPairs = true,
            Added = ["<pad>", "<eos>", "<bos>", "<unk>", "+\n", "+\n\n", "+▁▁", "+▁▁▁", "+<b>"],
            Normalizer = """{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""",
            PreTokenizer =
                """{"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": false}""",
            PostProcessor = Starts("<bos>", 2),
            Decoder = Runs,
        },
        new()
        {
            Name = "Llama 3",
            IgnoresMerges = true,
            HasPairs = true,
            Added = ["<|begin_of_text|>", "<|end_of_text|>"],
            PreTokenizer = Splits($@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}|{Rest}"),
            PostProcessor =
                $$"""{"type": "Sequence", "processors": [{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false, "use_regex": true}, {{Starts("<|begin_of_text|>", 0)}}]}""",
        },
        new()
        {
            Name = "OLMo 2",
            PreTokenizer = Splits($@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}|{Rest}"),
            Added = ["<|endoftext|>", "<|pad|>"],
        },
        new()
        {
            Name = "Qwen 2",
            Normalizer = """{"type": "NFC"}""",
            PreTokenizer = Splits($@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}|{Rest}"),
            Added = ["<|endoftext|>", "<|im_start|>", "+<tool>"],
        },
        new()
        {
            Name = "Cohere",
            Normalizer = """{"type": "NFC"}""",
            PreTokenizer = Sequence("""{"type": "Digits", "individual_digits": true}""", Bytes),
            Added = ["<PAD>", "<UNK>", "<CLS>", "<SEP>", "<MASK_TOKEN>", "<BOS_TOKEN>"],
            PostProcessor = Starts("<BOS_TOKEN>", 5),
        },
        new()
        {
            Name = "Granite and SmolLM 2",
            PreTokenizer = Sequence("""{"type": "Digits", "individual_digits": true}""", Bytes),
        },
        new()
        {
            Name = "StableLM 2 and Phi 4",
            PreTokenizer = Splits(
                $@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}|{Rest}",
                "Removed",
                inverts: true
            ),
        },
        new()
        {
            Name = "Tekken",
            IgnoresMerges = true,
            HasPairs = true,
            PreTokenizer = Splits($@"{Cased}|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"),
            Added = ["<unk>", "<s>", "</s>"],
            PostProcessor = Starts("<s>", 1),
        },
        new()
        {
            Name = "GPT-OSS",
            IgnoresMerges = true,
            PreTokenizer = Splits(
                @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
            ),
        },
    ];

    private static readonly ConcurrentDictionary<string, TextTokenizer> Known = new(StringComparer.Ordinal);

    /// <summary>The one of a family, read once.</summary>
    public static TextTokenizer Read(string family) =>
        Known.GetOrAdd(family, name => All.Single(one => one.Name == name).Load());

    private static string Sequence(params string[] steps) =>
        $$"""{"type": "Sequence", "pretokenizers": [{{string.Join(", ", steps)}}]}""";

    private static string Splits(string pattern, string behavior = "Isolated", bool inverts = false) =>
        Sequence(
            $$"""{"type": "Split", "pattern": {"Regex": {{System.Text.Json.JsonSerializer.Serialize(pattern)}}}, "behavior": "{{behavior}}", "invert": {{(inverts ? "true" : "false")}}}""",
            OnlyBytes
        );

    private static string Starts(string token, int id) =>
        $$$"""
            {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "{{{token}}}", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {"{{{token}}}": {"id": "{{{token}}}", "ids": [{{{id}}}], "tokens": ["{{{token}}}"] } } }
            """;
}
