using System.Text;

namespace Circuitry.Datasets;

/// <summary>Byte-level byte pair encoding: every piece has tokens, its bytes if nothing longer.</summary>
internal sealed class ByteLevelMerges : ITokenModel
{
    private readonly TokenizerParts _parts;
    private readonly MergeTable _merges;
    private readonly int[] _byteTokens;
    private readonly Dictionary<int, int> _sizes;

    public ByteLevelMerges(TokenizerParts parts)
    {
        _parts = parts;
        _merges = new MergeTable(parts.Vocabulary, parts.Merges);
        // Bytes that UTF-8 does not use need no token.
        _byteTokens = [.. ByteCharacters.All.Select(spelt => parts.Vocabulary.GetValueOrDefault($"{spelt}"))];
        _sizes = parts.Vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key.Length);
    }

    public bool TryEncode(string piece, List<EncodedToken> tokens)
    {
        if (_parts.PrefersWholePieces && _parts.Vocabulary.TryGetValue(ByteCharacters.Spell(piece), out var whole))
        {
            tokens.Add(Sized(whole));
            return true;
        }

        int[] bytes = [.. Encoding.UTF8.GetBytes(piece).Select(value => _byteTokens[value])];
        tokens.AddRange(MergeLoop.Merge(_merges, bytes).Select(Sized));
        return true;
    }

    public byte[] Read(string stored) => ByteCharacters.Read(stored);

    // In the vocabulary's alphabet a character is a byte.
    private EncodedToken Sized(int token) => new(token, _sizes[token]);
}
