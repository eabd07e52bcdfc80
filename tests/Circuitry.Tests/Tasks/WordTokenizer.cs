using System.Text.Json;
using System.Text.Json.Nodes;

namespace Circuitry.Tests;

/// <summary>A tokenizer of whole words, as small as a model may be.</summary>
internal static class WordTokenizer
{
    /// <summary>A tokenizer in which these words are the tokens, from 0 on.</summary>
    public static TextTokenizer Of(params IReadOnlyList<string> words)
    {
        using var folder = new TemporaryFolder();
        Write(folder, words);
        return TextTokenizer.Load(folder.Path);
    }

    /// <summary>Its <c>tokenizer.json</c>, written to a folder.</summary>
    public static void Write(TemporaryFolder folder, IReadOnlyList<string> words) =>
        File.WriteAllText(
            folder.File("tokenizer.json"),
            new JsonObject
            {
                ["version"] = "1.0",
                ["pre_tokenizer"] = JsonNode.Parse(
                    """{"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithNext", "invert": false}"""
                ),
                ["decoder"] = new JsonObject { ["type"] = "Fuse" },
                ["model"] = new JsonObject
                {
                    ["type"] = "WordLevel",
                    ["vocab"] = JsonSerializer.SerializeToNode(
                        words.Select((word, id) => (word, id)).ToDictionary(entry => entry.word, entry => entry.id)
                    ),
                    ["unk_token"] = "unknown",
                },
            }.ToJsonString()
        );
}
