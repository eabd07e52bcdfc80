namespace Circuitry.Datasets;

/// <summary>One step on the way from the tokens of a vocabulary to text.</summary>
internal interface ITokenDecoder
{
    /// <summary>The pieces after this step; in the end they are joined.</summary>
    /// <param name="pieces">The pieces before it, at first one for each token.</param>
    /// <param name="follows">Whether they go on behind other text, so that nothing of their start is taken away.</param>
    IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows);
}

/// <summary>What one or several tokens have become on the way to text.</summary>
/// <param name="Text">Their spelling so far.</param>
/// <param name="IsAdded">Whether it is one added token, which is its own text in any alphabet of bytes.</param>
internal readonly record struct TokenPiece(string Text, bool IsAdded)
{
    /// <summary>Text that is no token.</summary>
    public static TokenPiece Of(string text) => new(text, IsAdded: false);
}
