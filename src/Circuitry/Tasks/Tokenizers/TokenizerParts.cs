using System.Collections.Frozen;

namespace Circuitry.Datasets;

/// <summary>The parts of a tokenizer, whichever files they come from.</summary>
internal sealed record TokenizerParts
{
    /// <summary>Ids by token, as text is spelt when it has been split.</summary>
    public required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>Pairs to merge, the first first unless <see cref="MergeRanks"/> says otherwise.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; init; } = [];

    /// <summary>The rank of each merge, the lowest first; null where their order is their rank.</summary>
    public IReadOnlyList<int>? MergeRanks { get; init; }

    /// <summary>Whether pieces are looked up whole, and their characters have no tokens.</summary>
    public bool IsOfWholeWords { get; init; }

    /// <summary>The token for what has none, which the vocabulary may lack; null where there is none.</summary>
    public string? UnknownToken { get; init; }

    /// <summary>Whether unknown characters that touch are one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether a character without a token is the tokens of its bytes, where the vocabulary has them.</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>Whether a piece that is in the vocabulary is a token whatever the merges say.</summary>
    public bool PrefersWholePieces { get; init; }

    /// <summary>Tokens that a piece which is one of them is, whatever the merges say.</summary>
    public IReadOnlySet<string> UnsplitTokens { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Tokens that are looked for before anything else.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Whether added tokens that are special are text like any other.</summary>
    public bool SplitsSpecialTokens { get; init; }

    /// <summary>What changes text between added tokens.</summary>
    public IReadOnlyList<ITextNormalizer> Normalizers { get; init; } = [];

    /// <summary>What splits it then, each the pieces of the one before.</summary>
    public IReadOnlyList<IPreTokenizer> PreTokenizers { get; init; } = [];

    /// <summary>What puts tokens together to text.</summary>
    public IReadOnlyList<ITokenDecoder> Decoders { get; init; } = [];

    /// <summary>Tokens that a prompt starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];

    /// <summary>The token that marks the start of a text where one does; null where none is named.</summary>
    public int? Bos { get; init; }

    /// <summary>Tokens that the files name for a use, with the names that their ids have in a model's configuration.</summary>
    public IReadOnlyList<(string Name, int Id)> NamedTokens { get; init; } = [];

    /// <summary>Whether text is spelt in GPT-2's alphabet of bytes.</summary>
    public bool IsByteLevel => PreTokenizers.Any(step => step is ByteLevelPreTokenizer);

    /// <summary>Whether text is split into bytes and in no other step.</summary>
    public bool IsSplitByBytesAlone => PreTokenizers is [ByteLevelPreTokenizer];

    /// <summary>Whether text gets a space in front, or its mark, where it has none.</summary>
    public bool AddsSpaces =>
        Normalizers.Any(step => step is PrependNormalizer)
        || PreTokenizers.Any(step =>
            step is ByteLevelPreTokenizer { AddsSpaces: true } or MetaspacePreTokenizer { AddsSpaces: true }
        );

    /// <summary>The tokenizer with another word on the space in front of text that is split into bytes alone.</summary>
    public TokenizerParts WithSpaces(bool added) =>
        added == AddsSpaces || PreTokenizers is not [ByteLevelPreTokenizer bytes]
            ? this
            : this with
            {
                PreTokenizers = [bytes.With(added)],
            };

    /// <summary>A text as it is before it is split.</summary>
    /// <param name="text">The text.</param>
    /// <param name="follows">Whether it goes on behind other text.</param>
    /// <param name="time">The time that is left for patterns.</param>
    public TracedText Normalized(TracedText text, bool follows, PatternTime time) =>
        Normalizers.Aggregate(text, (changed, step) => step.Normalize(changed, follows, time));

    /// <summary>A token's text as it is looked for in text before it is split.</summary>
    public string Normalized(string token) =>
        Normalizers.Count == 0
            ? token
            : Normalized(TracedText.Given(token, 0), follows: false, new PatternTime(token.Length)).Text;

    /// <summary>The pieces of a text within which tokens are found.</summary>
    /// <param name="text">The text, normalized.</param>
    /// <param name="follows">Whether it goes on behind other text.</param>
    /// <param name="time">The time that is left for patterns.</param>
    public IEnumerable<TracedText> Split(TracedText text, bool follows, PatternTime time) =>
        PreTokenizers.Aggregate(
            (IEnumerable<TracedText>)[text],
            (pieces, step) => pieces.SelectMany(piece => step.Split(piece, follows, time))
        );
}
