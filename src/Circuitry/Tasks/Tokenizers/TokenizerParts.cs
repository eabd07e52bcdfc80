namespace Circuitry;

/// <summary>What files say of a tokenizer, whichever files they are.</summary>
internal sealed record TokenizerParts
{
    /// <summary>Ids by token: of what merging makes, spelt in byte characters, or of whole words as they stand in text.</summary>
    public required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>Pairs to merge, the first first, as <c>left right</c>.</summary>
    public IReadOnlyList<string> Merges { get; init; } = [];

    /// <summary>Whether pieces are looked up whole, and bytes have no tokens.</summary>
    public bool IsOfWholeWords { get; init; }

    /// <summary>The token for words that have none, which the vocabulary may lack; null with byte-level tokenizers.</summary>
    public string? UnknownToken { get; init; }

    /// <summary>Tokens that are looked for before anything else.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    /// <summary>Whether text is composed to Unicode's form C first.</summary>
    public bool Composes { get; init; }

    /// <summary>Patterns that split text into the pieces within which tokens are merged, each applied to the last one's pieces.</summary>
    public required IReadOnlyList<TokenPattern> Patterns { get; init; }

    /// <summary>Whether a piece that is in the vocabulary is a token whatever the merges say.</summary>
    public bool PrefersWholePieces { get; init; }

    /// <summary>Tokens that a prompt starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];
}

/// <summary>A token that is text of its own, never split and never merged.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="InComposedText">Whether it is looked for in text after composition instead of in text as given.</param>
internal sealed record AddedToken(int Id, string Text, bool InComposedText);
