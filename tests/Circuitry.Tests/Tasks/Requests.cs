using System.Globalization;

namespace Circuitry.Tests;

/// <summary>Requests with a tokenizer that has enough words for every data set, and few more.</summary>
internal static class Requests
{
    /// <summary>The tokenizer's words.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        .. Spaced("Adam Alice Anna Bob David Emma Frank George Grace Helen Henry James Jane Mark Mary Peter"),
        .. Spaced("person bridge castle lake market book box coin key lamp"),
        .. Spaced("battle war peace"),
        .. Spaced("array base cache code count data event field file flag index item key label line list mode name"),
        .. Spaced("air bird boat bread cloud door fire gold king moon"),
        .. Spaced("she he brave kind doctor singer"),
        .. Spaced("actor actors child children judge judges garden gardens wall walls is are has have near by behind"),
        .. Spaced("11 12 13 14 15 16 17"),
        .. Enumerable.Range(0, 100).Select(number => number.ToString("00", CultureInfo.InvariantCulture)),
        "So",
        "That",
        "bird",
        "gold",
    ];

    private static readonly Lazy<TextTokenizer> Tokenizer = new(() => TinyTokenizer.Of(Words));

    public static DatasetRequest Of(int size, int seed) =>
        new()
        {
            Size = size,
            Seed = seed,
            Architecture = Architecture,
            Tokenizer = Tokenizer.Value,
        };

    private static Architecture Architecture { get; } =
        SmallArchitectures.Gpt2().With("Context", 40).With("Vocabulary", 640).With("OutputVocabulary", 640);

    private static IEnumerable<string> Spaced(string words) => words.Split(' ').Select(word => $" {word}");
}
