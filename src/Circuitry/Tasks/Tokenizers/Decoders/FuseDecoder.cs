namespace Circuitry.Datasets;

/// <summary>Joins all tokens to one, for the steps behind it.</summary>
internal sealed class FuseDecoder : ITokenDecoder
{
    /// <summary>Reads the <c>Fuse</c> of a file.</summary>
    public static FuseDecoder Read(TokenizerMember decoder)
    {
        decoder.Allow("type");
        return new();
    }

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows) =>
        [TokenPiece.Of(string.Concat(pieces.Select(piece => piece.Text)))];
}
