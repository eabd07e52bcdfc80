using System.Text;

namespace Circuitry;

/// <summary>
/// A vocabulary of words as they stand in text: a piece is one token, or the unknown token where the vocabulary has one.
/// </summary>
internal sealed class WholeWords(TokenizerParts parts) : ITokenModel
{
    /// <summary>The token of whatever has none of its own; null where there is no such token.</summary>
    public int? Unknown { get; } =
        parts.UnknownToken is { } unknown && parts.Vocabulary.TryGetValue(unknown, out var id) ? id : null;

    public bool TryEncode(string piece, List<int> ids)
    {
        if (parts.Vocabulary.TryGetValue(piece, out var id))
        {
            ids.Add(id);
        }
        else if (Unknown is { } unknown)
        {
            ids.Add(unknown);
        }
        else
        {
            return false;
        }

        return true;
    }

    public byte[] Read(string stored) => Encoding.UTF8.GetBytes(stored);
}
