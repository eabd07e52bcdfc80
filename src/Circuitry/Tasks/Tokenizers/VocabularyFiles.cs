using System.Text;
using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>GPT-2's two files: ids by token, and merges in order.</summary>
internal static class VocabularyFiles
{
    public static TokenizerParts Read(string vocabularyFile, string mergesFile)
    {
        using var json = TokenizerFolder.Json(vocabularyFile);
        var vocabulary = Vocabulary(new TokenizerMember(vocabularyFile, "", json.RootElement));
        (string Left, string Right)[] merges =
        [
            .. InputFile
                .Text(mergesFile, FileSizes.Tokenizer, TokenizerException.Of)
                .Split('\n')
                .Select((line, i) => (Text: line.TrimEnd('\r'), Number: i + 1))
                .Where(line => line.Text.Length > 0 && !line.Text.StartsWith("#version", StringComparison.Ordinal))
                .Select(line => Merge(mergesFile, line.Text, line.Number)),
        ];
        return new TokenizerParts
        {
            Vocabulary = vocabulary,
            Merges = merges,
            AddedTokens = WholeTokens(vocabulary, merges),
            PreTokenizers = [ByteLevelPreTokenizer.OfGpt2(new PatternSource(vocabularyFile, null))],
            Decoders = [new ByteLevelDecoder()],
        };
    }

    /// <summary>An object of ids by token.</summary>
    public static Dictionary<string, int> Vocabulary(TokenizerMember tokens)
    {
        if (tokens.Required().ValueKind != JsonValueKind.Object)
        {
            throw tokens.Refusal("an object of token ids by token", TokenizerRemedies.OtherKind);
        }

        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in tokens.Element.EnumerateObject())
        {
            vocabulary[entry.Name] =
                entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id)
                    ? id
                    : throw new TokenizerException(
                        tokens.File,
                        entry.Name,
                        "a token id",
                        entry.Value.GetRawText(),
                        "Mend the file or fetch it again."
                    );
        }

        return vocabulary;
    }

    private static (string Left, string Right) Merge(string file, string line, int number) =>
        line.Split(' ') is [var left, var right]
            ? (left, right)
            : throw new TokenizerException(
                file,
                FormattableString.Invariant($"line {number}"),
                "two tokens with a space between",
                $"'{line}'",
                "Mend the file or fetch it again."
            );

    /// <summary>
    /// Entries that no merge makes and no byte spells, such as the end of a text: added tokens, unless the alphabet of bytes
    /// would read another text.
    /// </summary>
    private static AddedToken[] WholeTokens(Dictionary<string, int> vocabulary, (string Left, string Right)[] merges)
    {
        var made = ByteCharacters
            .All.Select(character => character.ToString())
            .Concat(merges.Select(merge => merge.Left + merge.Right))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. vocabulary
                .Where(entry =>
                    entry.Key.Length > 0
                    && !made.Contains(entry.Key)
                    && ByteCharacters.Read(entry.Key).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(entry.Key))
                )
                .Select(entry => new AddedToken(entry.Value, entry.Key)),
        ];
    }
}
