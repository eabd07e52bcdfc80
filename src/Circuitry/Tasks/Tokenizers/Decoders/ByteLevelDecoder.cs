using System.Text;

namespace Circuitry.Datasets;

/// <summary>Reads the bytes that tokens spell in GPT-2's alphabet; what is no UTF-8 becomes U+FFFD.</summary>
internal sealed class ByteLevelDecoder : ITokenDecoder
{
    /// <summary>Reads the <c>ByteLevel</c> of a file.</summary>
    public static ByteLevelDecoder Read(TokenizerMember decoder)
    {
        // They change offsets and what text is split into, not what is put together.
        decoder.Allow("type", "add_prefix_space", "trim_offsets", "use_regex");
        return new();
    }

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows) =>
        [
            TokenPiece.Of(
                Encoding.UTF8.GetString([
                    .. pieces.SelectMany(piece =>
                        piece.IsAdded ? Encoding.UTF8.GetBytes(piece.Text) : ByteCharacters.Read(piece.Text)
                    ),
                ])
            ),
        ];
}
