using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Circuitry.Experiments;

/// <summary>Primer's vocabulary, and the <c>tokenizer.json</c> that splits text into its words.</summary>
internal static class PrimerVocabulary
{
    /// <summary>The token between two texts.</summary>
    public const string EndOfText = "<|endoftext|>";

    // GPT-2's pattern, but numbers come apart in pairs of digits: 1732 is " 17" and "32".
    private const string Pattern =
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}{2}|\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The tokens, by id: words as in text, most of them with the space in front.</summary>
    public static IReadOnlyList<string> Tokens { get; } =
    [
        .. new[] { EndOfText }
            .Concat([",", ".", "?", ":", "(", "):", "'t", " :", " \"\"\"", "\n", "\n   ", "\n\n   ", "self", "param"])
            .Concat(Lexicon.Starters)
            .Concat(Lexicon.Starts)
            .Concat(Enumerable.Range(0, 100).Select(number => number.ToString("00", CultureInfo.InvariantCulture)))
            .Concat(Spaced().Distinct().Order(StringComparer.Ordinal).Select(word => $" {word}")),
    ];

    /// <summary>The file's text.</summary>
    public static string TokenizerJson() =>
        JsonSerializer.Serialize(
            new
            {
                version = "1.0",
                truncation = (object?)null,
                padding = (object?)null,
                added_tokens = new[]
                {
                    new
                    {
                        id = 0,
                        content = EndOfText,
                        single_word = false,
                        lstrip = false,
                        rstrip = false,
                        normalized = false,
                        special = true,
                    },
                },
                normalizer = (object?)null,
                pre_tokenizer = new
                {
                    type = "Split",
                    pattern = new { Regex = Pattern },
                    behavior = "Isolated",
                    invert = false,
                },
                post_processor = (object?)null,
                decoder = new { type = "Fuse" },
                model = new
                {
                    type = "WordLevel",
                    vocab = Tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id),
                    unk_token = "<|unknown|>",
                },
            },
            new JsonSerializerOptions
            {
                WriteIndented = true,
                NewLine = "\n",
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        ) + "\n";

    private static IEnumerable<string> Spaced() =>
        Lexicon
            .Names.Concat(Lexicon.Places)
            .Concat(Lexicon.Objects)
            .Concat(Lexicon.Events)
            .Concat(Lexicon.Centuries)
            .Concat(Lexicon.Arguments)
            .Concat(Lexicon.Things)
            .Concat(Lexicon.People.SelectMany(numbers => numbers))
            .Concat(Lexicon.Landmarks.SelectMany(numbers => numbers))
            .Concat(Lexicon.Verbs.SelectMany(numbers => numbers))
            .Concat(Lexicon.Prepositions)
            .Concat(Lexicon.Qualities)
            .Concat(Lexicon.Roles)
            .Concat(Lexicon.Cities)
            .Concat(Lexicon.Others)
            .Concat(Profession.Words);
}
