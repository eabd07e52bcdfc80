using System.Text;
using System.Text.Json;

namespace Circuitry;

/// <summary>GPT-2's two files: ids by token, and merges in order.</summary>
internal static class VocabularyFiles
{
    public static TokenizerParts Read(string vocabularyFile, string mergesFile)
    {
        using var json = TokenizerFolder.Json(vocabularyFile);
        var vocabulary = Vocabulary(vocabularyFile, null, json.RootElement);
        string[] merges =
        [
            .. InputFile
                .Text(mergesFile, FileSizes.Tokenizer, TokenizerException.Of)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal)),
        ];
        return new TokenizerParts
        {
            Vocabulary = vocabulary,
            Merges = merges,
            AddedTokens = WholeTokens(vocabulary, merges),
            Patterns = [new TokenPattern(TokenPattern.Gpt2)],
        };
    }

    /// <summary>An object of ids by token.</summary>
    public static Dictionary<string, int> Vocabulary(string file, string? member, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new TokenizerException(
                file,
                member,
                "an object of token ids by token",
                $"{element.ValueKind}",
                "Only byte-level tokenizers are read."
            );
        }

        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in element.EnumerateObject())
        {
            vocabulary[entry.Name] =
                entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id)
                    ? id
                    : throw new TokenizerException(
                        file,
                        entry.Name,
                        "a token id",
                        entry.Value.GetRawText(),
                        "Mend the file or fetch it again."
                    );
        }

        return vocabulary;
    }

    /// <summary>What no merge makes and no byte spells, such as the end of a text, can only be a token of its own.</summary>
    private static AddedToken[] WholeTokens(Dictionary<string, int> vocabulary, string[] merges)
    {
        var made = ByteCharacters
            .All.Select(character => character.ToString())
            .Concat(merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. vocabulary
                .Where(entry => entry.Key.Length > 0 && !made.Contains(entry.Key))
                .Select(entry => new AddedToken(entry.Value, entry.Key, InComposedText: false)),
        ];
    }
}
