namespace Circuitry.Datasets;

/// <summary>The parts of a tokenizer, whichever files they come from.</summary>
internal sealed record TokenizerParts
{
    /// <summary>Ids by token: of what merging makes, spelt in byte characters, or of whole words as in text.</summary>
    public required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>Pairs to merge, the first first.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; init; } = [];

    /// <summary>Whether pieces are looked up whole, and bytes have no tokens.</summary>
    public bool IsOfWholeWords { get; init; }

    /// <summary>The token for words that have none, which the vocabulary may lack; null with byte-level tokenizers.</summary>
    public string? UnknownToken { get; init; }

    /// <summary>Tokens that are looked for before anything else.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Whether added tokens that are special are text like any other.</summary>
    public bool SplitsSpecialTokens { get; init; }

    /// <summary>Whether text is composed to Unicode's form C first.</summary>
    public bool Composes { get; init; }

    /// <summary>Patterns that split text, each applied to the last one's pieces.</summary>
    public IReadOnlyList<TokenPattern> Patterns { get; init; } = [];

    /// <summary>Whether pieces get a space in front where they have none, before <see cref="BytePattern"/> splits them.</summary>
    public bool AddsSpaces { get; init; }

    /// <summary>Whether text is split into bytes and in no other step.</summary>
    public bool IsSplitByBytesAlone { get; init; }

    /// <summary>The last pattern, of byte-level tokenizers; null where there is none.</summary>
    public TokenPattern? BytePattern { get; init; }

    /// <summary>Whether a piece that is in the vocabulary is a token whatever the merges say.</summary>
    public bool PrefersWholePieces { get; init; }

    /// <summary>Tokens that a prompt starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];
}
