using System.Text;

namespace Circuitry.Datasets;

/// <summary>
/// A vocabulary of words as in text: a piece is one token, or the unknown token where the vocabulary has one.
/// </summary>
internal sealed class WholeWords(TokenizerParts parts) : ITokenModel
{
    /// <summary>The token for unknown words; null if there is none.</summary>
    public int? Unknown { get; } =
        parts.UnknownToken is { } unknown && parts.Vocabulary.TryGetValue(unknown, out var id) ? id : null;

    public bool TryEncode(string piece, List<EncodedToken> tokens)
    {
        if ((parts.Vocabulary.TryGetValue(piece, out var id) ? id : Unknown) is not { } token)
        {
            return false;
        }

        tokens.Add(new EncodedToken(token, Encoding.UTF8.GetByteCount(piece)));
        return true;
    }

    public byte[] Read(string stored) => Encoding.UTF8.GetBytes(stored);
}
