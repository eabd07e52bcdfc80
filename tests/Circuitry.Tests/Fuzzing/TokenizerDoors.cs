using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>Tokenizers, and the files beside them.</summary>
internal static class TokenizerDoors
{
    private const string Template = """
        {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<|end|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {"<|end|>": {"id": "<|end|>", "ids": [END], "tokens": ["<|end|>"]}}}
        """;

    private const string Split = """
        {"type": "Sequence", "pretokenizers": [
         {"type": "Split", "pattern": {"Regex": "(?i:'s|'t)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|\\s+(?!\\S)|\\s+"}, "behavior": "Isolated", "invert": false},
         {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]}
        """;

    private static readonly string[] Words = [" the", "the", " cat", "s", "ing", "t,", ".s"];

    private static readonly int End = TinyTokenizer.Parts(Words).Vocabulary.Count;

    private static readonly string[] Texts =
    [
        "the cats sat, the cat's  singing",
        "a<|more|>b a cat.s sat, ",
        " <|end|>a<|end|> ",
        "\u00e9\ud83d\ude00 12345\n\nx",
        "<|more|> the  <|more|>  the",
        "  <s>  a<s>the</s>  <unk>  naïve 12345",
    ];

    public static IReadOnlyList<Door> All { get; } =
    [
        Of("of GPT-2", "tokenizer.json", Whole) with
        {
            Harmless = Unused,
        },
        Of("of Llama 3", "tokenizer.json", Llama3) with
        {
            Harmless = Unused,
        },
        Beside("tokenizer_config.json"),
        Beside("special_tokens_map.json"),
        Beside("added_tokens.json"),
        Of("of Llama 2", "tokenizer.json", folder => Family(folder, "Llama 2, legacy")) with
        {
            IsSlow = true,
            Harmless = Unused,
        },
        Of("of Falcon", "tokenizer.json", folder => Family(folder, "Falcon")) with
        {
            IsSlow = true,
            // There is nothing unknown where every byte has a token.
            Harmless = Unused + @"|\.fuse_unk$",
        },
        Of("of pieces", "tokenizer.model", folder => SentencePieceTests.Write(folder), Spelling.Binary) with
        {
            TakesAnyField = true,
        },
        Of("in two files", "vocab.json", folder => Pair(folder, "vocab.json", "merges.txt")),
        Of("in two files", "merges.txt", folder => Pair(folder, "vocab.json", "merges.txt"), Spelling.Lines),
        Of("in two files of GPT-2's", "encoder.json", folder => Pair(folder, "encoder.json", "vocab.bpe")),
        Of("in two files of GPT-2's", "vocab.bpe", folder => Pair(folder, "encoder.json", "vocab.bpe"), Spelling.Lines),
    ];

    // Without a normaliser, for single prompts, of which only the ids are asked.
    private const string Unused =
        @"\.(special|normalized|type_id|tokens|pair|trim_offsets|Sequence|special_tokens|id)$|\.(pair|tokens)\b|^\$\.decoder";

    private static Door Of(
        string name,
        string file,
        Action<TemporaryFolder> write,
        Spelling spelling = Spelling.Json
    ) => new("tokenizers", name, file, spelling, write, Read);

    private static Door Beside(string file) =>
        Of("of Llama 3", file, Llama3) with
        {
            IsOptional = true,
            // What the other files say as well, and what only training and decoding ask.
            Harmless =
                @"^\$$|\.(model_max_length|clean_up_tokenization_spaces|added_tokens_decoder|special|normalized)$",
        };

    private static void Family(TemporaryFolder folder, string name) =>
        File.WriteAllText(
            folder.File("tokenizer.json"),
            FamilyTokenizers.All.Single(family => family.Name == name).Json().ToJsonString()
        );

    private static void Whole(TemporaryFolder folder) => TinyTokenizer.Write(folder, Words);

    private static void Llama3(TemporaryFolder folder)
    {
        TinyTokenizer.Write(
            folder,
            Words,
            json =>
            {
                json["post_processor"] = JsonNode.Parse(Template.Replace("END", $"{End}", StringComparison.Ordinal));
                json["pre_tokenizer"] = JsonNode.Parse(Split);
                json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(End + 1, "<|more|>", special: false));
            }
        );
        File.WriteAllText(
            folder.File("tokenizer_config.json"),
            """
            {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|end|>", "eos_token": {"content": "<|end|>", "lstrip": false, "rstrip": false},
             "clean_up_tokenization_spaces": true, "model_max_length": 1024,
             "added_tokens_decoder": {"END": {"content": "<|end|>", "lstrip": false, "normalized": false, "rstrip": false, "single_word": false, "special": true}}}
            """.Replace("END", $"{End}", StringComparison.Ordinal)
        );
        File.WriteAllText(
            folder.File("special_tokens_map.json"),
            """{"bos_token": "<|end|>", "eos_token": {"content": "<|end|>", "lstrip": false, "rstrip": false}}"""
        );
        File.WriteAllText(folder.File("added_tokens.json"), $$"""{"<|end|>": {{End}}, "<|more|>": {{End + 1}}}""");
    }

    private static void Pair(TemporaryFolder folder, string vocabulary, string merges)
    {
        var (ids, rules) = TinyTokenizer.Parts(Words);
        ids.Add("<|endoftext|>", ids.Count);
        File.WriteAllText(folder.File(vocabulary), JsonSerializer.Serialize(ids));
        File.WriteAllText(folder.File(merges), "#version: 0.2\n" + string.Join('\n', rules) + "\n");
    }

    private static string Read(TemporaryFolder folder)
    {
        var tokenizer = TextTokenizer.Load(folder.Path);
        var known = Enumerable.Range(0, Math.Min(tokenizer.Count, 400)).Select(id => Stored(tokenizer, id));
        return string.Join(
            '\n',
            [
                .. Texts.Select(text => string.Join(' ', tokenizer.EncodePrompt(text))),
                .. Texts.Select(text => tokenizer.Decode(tokenizer.Encode(text))),
                $"{tokenizer.Count}",
                .. known,
            ]
        );
    }

    private static string Stored(TextTokenizer tokenizer, int id)
    {
        try
        {
            return tokenizer.StoredToken(id);
        }
        catch (PromptException)
        {
            return "none";
        }
    }
}
