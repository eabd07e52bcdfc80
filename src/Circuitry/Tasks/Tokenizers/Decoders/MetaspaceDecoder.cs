namespace Circuitry.Datasets;

/// <summary>Writes marks as spaces, but for those of the first token where a mark is put in front of text.</summary>
/// <param name="mark">The mark.</param>
/// <param name="scheme">Where a mark was put that no space stood for.</param>
internal sealed class MetaspaceDecoder(char mark, MetaspaceScheme scheme) : ITokenDecoder
{
    /// <summary>Reads the <c>Metaspace</c> of a file.</summary>
    public static MetaspaceDecoder Read(TokenizerMember decoder)
    {
        // How text was split is nothing to its tokens.
        decoder["split"].Flag();
        return new(MetaspaceMembers.Mark(decoder), MetaspaceMembers.Scheme(decoder));
    }

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows) =>
        pieces.Select(
            (piece, i) =>
                piece with
                {
                    Text =
                        i == 0 && !follows && scheme != MetaspaceScheme.Never
                            ? piece.Text.Replace($"{mark}", "", StringComparison.Ordinal)
                            : piece.Text.Replace(mark, ' '),
                }
        );
}
