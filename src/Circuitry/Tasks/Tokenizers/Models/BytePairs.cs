using System.Text;

namespace Circuitry.Datasets;

/// <summary>
/// Byte pair encoding: a piece is its characters, or the bytes of a character that has no token, or the unknown token, and then
/// whatever merges of them.
/// </summary>
internal sealed class BytePairs : ITokenModel
{
    private readonly TokenizerParts _parts;
    private readonly MergeTable _merges;
    private readonly Dictionary<int, int> _characters = [];
    private readonly int?[] _bytes = new int?[256];

    public BytePairs(TokenizerParts parts)
    {
        _parts = parts;
        _merges = new MergeTable(parts.Vocabulary, parts.Merges, parts.MergeRanks);
        foreach (var (token, id) in parts.Vocabulary)
        {
            if (Rune.DecodeFromUtf16(token, out var only, out var length) == 0 && length == token.Length)
            {
                _characters[only.Value] = id;
            }
        }

        for (var value = 0; parts.FallsBackToBytes && value < _bytes.Length; value++)
        {
            _bytes[value] = parts.Vocabulary.TryGetValue(ByteFallbackDecoder.Spell((byte)value), out var id)
                ? id
                : null;
        }

        Unknown =
            parts.UnknownToken is { } unknown && parts.Vocabulary.TryGetValue(unknown, out var found) ? found : null;
    }

    public int? Unknown { get; }

    public string? Encode(TracedText piece, List<EncodedToken> tokens)
    {
        if (IsWhole(piece.Text) && _parts.Vocabulary.TryGetValue(piece.Text, out var whole))
        {
            tokens.Add(new EncodedToken(whole, piece.End - piece.Start));
            return null;
        }

        var (ids, ends) = (new List<int>(piece.Text.Length), new List<int>(piece.Text.Length));
        if (Characters(piece, ids, ends) is { } missing)
        {
            return missing;
        }

        int[] merged = [.. ids];
        MergeLoop.Merge(_merges, merged);
        var done = piece.Start;
        for (var place = 0; place < merged.Length; place++)
        {
            // A place whose token was merged into the one on its left is part of it.
            var isLast = place + 1 == merged.Length || merged[place + 1] != MergeLoop.None;
            if (merged[place] != MergeLoop.None)
            {
                tokens.Add(new EncodedToken(merged[place], 0));
            }

            if (isLast)
            {
                tokens[^1] = tokens[^1] with { Bytes = ends[place] - done };
                done = ends[place];
            }
        }

        return null;
    }

    private bool IsWhole(string piece) => _parts.PrefersWholePieces || _parts.UnsplitTokens.Contains(piece);

    // Each character's tokens and where they end in the text as given.
    private string? Characters(TracedText piece, List<int> ids, List<int> ends)
    {
        Span<byte> bytes = stackalloc byte[4];
        var at = 0;
        foreach (var rune in piece.Text.EnumerateRunes())
        {
            var start = piece.EndOf(at);
            at += rune.Utf16SequenceLength;
            var end = piece.EndOf(at);
            if (_characters.TryGetValue(rune.Value, out var id))
            {
                ids.Add(id);
                ends.Add(end);
                continue;
            }

            var used = bytes[..rune.EncodeToUtf8(bytes)];
            if (HasAll(used))
            {
                for (var i = 0; i < used.Length; i++)
                {
                    ids.Add(_bytes[used[i]]!.Value);
                    ends.Add(end - start == used.Length ? start + i + 1 : end);
                }
            }
            else if (Unknown is not { } unknown)
            {
                return rune.ToString();
            }
            else if (_parts.FusesUnknown && ids.Count > 0 && ids[^1] == unknown)
            {
                ends[^1] = end;
            }
            else
            {
                ids.Add(unknown);
                ends.Add(end);
            }
        }

        return null;
    }

    private bool HasAll(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (_bytes[value] is null)
            {
                return false;
            }
        }

        return true;
    }
}
