using System.Text.Json;

namespace Circuitry;

/// <summary>Finds a tokenizer's files in a model's folder, and checks what they say together.</summary>
internal static class TokenizerFolder
{
    private static readonly (string Vocabulary, string Merges)[] Pairs =
    [
        ("vocab.json", "merges.txt"),
        ("encoder.json", "vocab.bpe"),
    ];

    public static TextTokenizer Read(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var whole = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(whole))
        {
            return Make(whole, TokenizerJson.Read(whole));
        }

        foreach (var (vocabulary, merges) in Pairs)
        {
            var file = Path.Combine(folder, vocabulary);
            if (File.Exists(file) && File.Exists(Path.Combine(folder, merges)))
            {
                return Make(file, VocabularyFiles.Read(file, Path.Combine(folder, merges)));
            }
        }

        throw new TokenizerException(
            folder,
            null,
            "tokenizer.json, or vocab.json with merges.txt",
            Array.Find(Pairs, pair => File.Exists(Path.Combine(folder, pair.Vocabulary)))
                is (Vocabulary: { } lonely, var partner)
                ? $"{lonely} without {partner}"
                : "none of them",
            "Put the model's tokenizer beside its weights, or use prompts of token ids."
        );
    }

    /// <summary>Parses a JSON file in which no name comes twice.</summary>
    public static JsonDocument Json(string file) => InputFile.Json(file, FileSizes.Tokenizer, TokenizerException.Of);

    private static TextTokenizer Make(string file, TokenizerParts parts)
    {
        CheckIds(file, parts);
        if (!parts.IsOfWholeWords)
        {
            CheckBytes(file, parts);
        }

        return new TextTokenizer(parts);
    }

    private static void CheckBytes(string file, TokenizerParts parts)
    {
        foreach (var character in ByteCharacters.OfText.Where(byteOf => !parts.Vocabulary.ContainsKey($"{byteOf}")))
        {
            throw new TokenizerException(
                file,
                null,
                "a token for each byte of UTF-8",
                $"none for '{character}'",
                "Only byte-level tokenizers are read; use prompts of token ids with this model."
            );
        }

        foreach (var merge in parts.Merges)
        {
            var halves = merge.Split(' ');
            if (halves.Length != 2 || !halves.Append(string.Concat(halves)).All(parts.Vocabulary.ContainsKey))
            {
                throw Damaged(file, "merges", "two tokens of the vocabulary whose join is one too", $"'{merge}'");
            }
        }
    }

    private static void CheckIds(string file, TokenizerParts parts)
    {
        var tokens = new Dictionary<int, string>();
        var added = parts.AddedTokens.Select(token => KeyValuePair.Create(token.Text, token.Id));
        foreach (var (token, id) in parts.Vocabulary.Concat(added))
        {
            if (id < 0)
            {
                throw Damaged(file, token, "an id, 0 or more", FormattableString.Invariant($"{id}"));
            }

            if (!tokens.TryAdd(id, token) && tokens[id] != token)
            {
                throw Damaged(
                    file,
                    token,
                    "an id of its own",
                    FormattableString.Invariant($"{id}, which is also the id of '{tokens[id]}'")
                );
            }
        }

        foreach (var (token, id) in added)
        {
            if (parts.Vocabulary.TryGetValue(token, out var other) && other != id)
            {
                throw Damaged(file, token, "one id", FormattableString.Invariant($"{id} and {other}"));
            }
        }
    }

    private static TokenizerException Damaged(string file, string member, string expected, string found) =>
        new(file, member, expected, found, "Mend the file or fetch it again.");
}
