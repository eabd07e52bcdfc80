using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>A byte-level tokenizer of a few words, each merged from the left.</summary>
internal static class TinyTokenizer
{
    /// <summary>A tokenizer in which these texts are single tokens; earlier ones are merged first.</summary>
    public static TextTokenizer Of(params IEnumerable<string> words)
    {
        using var folder = new TemporaryFolder();
        Write(folder, words);
        return TextTokenizer.Load(folder.Path);
    }

    /// <summary>Its <c>tokenizer.json</c>, written to a folder.</summary>
    public static void Write(TemporaryFolder folder, IEnumerable<string> words, Action<JsonObject>? change = null)
    {
        var json = Json(words);
        change?.Invoke(json);
        File.WriteAllText(folder.File("tokenizer.json"), json.ToJsonString());
    }

    /// <summary>Ids by token and merges, in GPT-2's spelling.</summary>
    public static (Dictionary<string, int> Vocabulary, List<string> Merges) Parts(IEnumerable<string> words)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var merges = new List<string>();
        foreach (var character in ByteCharacters.All)
        {
            vocabulary.Add($"{character}", vocabulary.Count);
        }

        foreach (var spelt in words.Select(ByteCharacters.Spell))
        {
            for (var length = 2; length <= spelt.Length; length++)
            {
                if (vocabulary.TryAdd(spelt[..length], vocabulary.Count))
                {
                    merges.Add($"{spelt[..(length - 1)]} {spelt[length - 1]}");
                }
            }
        }

        return (vocabulary, merges);
    }

    private static JsonObject Json(IEnumerable<string> words)
    {
        var (vocabulary, merges) = Parts(words);
        return new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray(Added(vocabulary.Count, "<|end|>", special: true)),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false },
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = JsonSerializer.SerializeToNode(vocabulary),
                ["merges"] = JsonSerializer.SerializeToNode(merges),
            },
        };
    }

    public static JsonObject Added(int id, string text, bool special) =>
        new()
        {
            ["id"] = id,
            ["content"] = text,
            ["special"] = special,
            ["single_word"] = false,
            ["lstrip"] = false,
            ["rstrip"] = false,
            ["normalized"] = !special,
        };
}
