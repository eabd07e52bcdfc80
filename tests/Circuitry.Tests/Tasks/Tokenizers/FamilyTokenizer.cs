using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>
/// A small <c>tokenizer.json</c> with the components of a family of models, and a vocabulary that was trained here on a few words.
/// </summary>
internal sealed record FamilyTokenizer
{
    private const int Merges = 160;

    private static readonly string[] Words =
    [
        "Hello",
        " Hello",
        " world",
        " world",
        "world",
        " the",
        " the",
        " the",
        " a",
        " a",
        " b",
        "don't",
        "WE",
        "'LL",
        "'t",
        "'s",
        "12",
        "123",
        "345",
        " 3",
        ".14",
        "1000",
        "naïve",
        " naïve",
        "日本",
        "日本語",
        " 日本語",
        "👩",
        " 👩‍👩‍👧",
        "ing",
        " ing",
        "lo",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        "   ",
        "    ",
        "ÿ",
        "é",
        " é",
        "ﬁ",
        " x",
        "xy",
        "()",
        " (",
        "--",
        "...",
        ", ",
        "aaaa",
        "aaaaaaaa",
        "end",
        " thing",
        " things",
        "Things",
        "THE",
        "ö",
        "für",
        " Köln",
        "²³",
        "½",
    ];

    /// <summary>The family.</summary>
    public required string Name { get; init; }

    /// <summary>What changes text, as JSON.</summary>
    public string Normalizer { get; init; } = "null";

    /// <summary>What splits it, as JSON.</summary>
    public string PreTokenizer { get; init; } = "null";

    /// <summary>What is put in front of it, as JSON.</summary>
    public string PostProcessor { get; init; } = "null";

    /// <summary>What puts tokens together, as JSON.</summary>
    public string Decoder { get; init; } =
        """{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true}""";

    /// <summary>Added tokens, the first with the id 0; each special, unless its text starts with '+', which is left out.</summary>
    public string[] Added { get; init; } = ["<|endoftext|>"];

    /// <summary>Whether added tokens are looked for in normalized text.</summary>
    public bool AreNormalized { get; init; }

    /// <summary>Whether the vocabulary is spelt in bytes, or else in characters with a mark for spaces and tokens of bytes.</summary>
    public bool IsOfBytes { get; init; } = true;

    /// <summary>Whether a piece of the vocabulary is a token whatever the merges say.</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>Whether merges are written as pairs, instead of texts with a space.</summary>
    public bool HasPairs { get; init; }

    /// <summary>The file.</summary>
    public JsonObject Json()
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] added = [.. Added.Select(text => text.TrimStart('+'))];
        string[] words = [.. Words.Select(word => IsOfBytes ? ByteCharacters.Spell(word) : word.Replace(' ', '▁'))];
        var merges = SmallMerges.Train(words, Merges);
        foreach (
            var token in (string[])
                [
                    .. added,
                    .. IsOfBytes
                        ? ByteCharacters.All.Select(character => $"{character}")
                        : Enumerable.Range(0, 256).Select(value => ByteFallbackDecoder.Spell((byte)value)),
                    .. words.SelectMany(word => word.EnumerateRunes().Select(rune => $"{rune}")).Distinct(),
                    .. merges.Select(merge => merge.Left + merge.Right),
                    // Only where merges are ignored are these tokens: no merge makes them.
                    .. IgnoresMerges ? (string[])["zq", "Ġqz"] : [],
                ]
        )
        {
            vocabulary.TryAdd(token, vocabulary.Count);
        }

        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. Added.Select((text, id) => AddedOf(text, id))]),
            ["normalizer"] = JsonNode.Parse(Normalizer),
            ["pre_tokenizer"] = JsonNode.Parse(PreTokenizer),
            ["post_processor"] = JsonNode.Parse(PostProcessor),
            ["decoder"] = JsonNode.Parse(Decoder),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = IsOfBytes ? null : added[0],
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = !IsOfBytes,
                ["byte_fallback"] = !IsOfBytes,
                ["ignore_merges"] = IgnoresMerges,
                ["vocab"] = JsonSerializer.SerializeToNode(vocabulary),
                ["merges"] = new JsonArray([
                    .. merges.Select(merge =>
                        HasPairs ? (JsonNode)new JsonArray(merge.Left, merge.Right) : $"{merge.Left} {merge.Right}"
                    ),
                ]),
            },
        };
    }

    /// <summary>The tokenizer as it is read from the file.</summary>
    public TextTokenizer Load(Action<JsonObject>? change = null)
    {
        using var folder = new TemporaryFolder();
        var json = Json();
        change?.Invoke(json);
        File.WriteAllText(folder.File("tokenizer.json"), json.ToJsonString());
        return TextTokenizer.Load(folder.Path);
    }

    /// <summary>The name of the family, for test names.</summary>
    public override string ToString() => Name;

    private JsonNode AddedOf(string text, int id) =>
        new JsonObject
        {
            ["id"] = id,
            ["content"] = text.TrimStart('+'),
            ["single_word"] = false,
            ["lstrip"] = false,
            ["rstrip"] = false,
            ["normalized"] = AreNormalized,
            ["special"] = !text.StartsWith('+'),
        };
}
