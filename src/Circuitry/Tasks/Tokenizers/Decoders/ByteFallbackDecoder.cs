using System.Globalization;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>Reads tokens of single bytes, written <c>&lt;0x0A&gt;</c>: what they spell together, or U+FFFD for each.</summary>
internal sealed class ByteFallbackDecoder : ITokenDecoder
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the <c>ByteFallback</c> of a file.</summary>
    public static ByteFallbackDecoder Read(TokenizerMember decoder)
    {
        decoder.Allow("type");
        return new();
    }

    /// <summary>The token of a byte.</summary>
    public static string Spell(byte value) => FormattableString.Invariant($"<0x{value:X2}>");

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows)
    {
        var bytes = new List<byte>();
        foreach (var piece in pieces)
        {
            if (TryRead(piece.Text, out var value))
            {
                bytes.Add(value);
                continue;
            }

            if (bytes.Count > 0)
            {
                yield return TokenPiece.Of(Text(bytes));
                bytes.Clear();
            }

            yield return piece;
        }

        if (bytes.Count > 0)
        {
            yield return TokenPiece.Of(Text(bytes));
        }
    }

    private static bool TryRead(string token, out byte value)
    {
        value = 0;
        return token is ['<', '0', 'x', _, _, '>']
            && byte.TryParse(
                token.AsSpan(3, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    private static string Text(List<byte> bytes)
    {
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return new string('\uFFFD', bytes.Count);
        }
    }
}
