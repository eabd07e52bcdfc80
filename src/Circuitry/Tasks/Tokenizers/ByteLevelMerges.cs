using Microsoft.ML.Tokenizers;

namespace Circuitry;

/// <summary>Byte-level byte pair encoding: every piece has tokens, its bytes if nothing longer.</summary>
internal sealed class ByteLevelMerges(TokenizerParts parts) : ITokenModel
{
    private readonly BpeTokenizer _merger = BpeTokenizer.Create(
        new BpeOptions(parts.Vocabulary) { Merges = parts.Merges, ByteLevel = true }
    );

    public bool TryEncode(string piece, List<int> ids)
    {
        if (parts.PrefersWholePieces && parts.Vocabulary.TryGetValue(ByteCharacters.Spell(piece), out var whole))
        {
            ids.Add(whole);
            return true;
        }

        ids.AddRange(_merger.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false));
        return true;
    }

    public byte[] Read(string stored) => ByteCharacters.Read(stored);
}
