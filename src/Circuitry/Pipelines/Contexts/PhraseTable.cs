namespace Circuitry.Pipelines;

/// <summary>
/// How often a token follows the one or two in front of it, in tables of a fixed size: phrases that collide are counted together,
/// so that a rare phrase may look more frequent than it is, and memory does not grow.
/// </summary>
internal sealed class PhraseTable
{
    private const int Bits = 20;
    private const int Longest = 2;

    /// <summary>The fewest occurrences of tokens from which their successors are judged.</summary>
    private const int Fewest = 4;

    private readonly int[] _counts = new int[1 << Bits];

    private PhraseTable() { }

    /// <summary>Counts the phrases of texts.</summary>
    public static PhraseTable Of(IEnumerable<IReadOnlyList<int>> texts)
    {
        var table = new PhraseTable();
        foreach (var tokens in texts)
        {
            for (var next = 1; next < tokens.Count; next++)
            {
                for (var length = 1; length <= Math.Min(next, Longest); length++)
                {
                    table._counts[Place(tokens, next - length, next, length)]++;
                    table._counts[Place(tokens, next - length, next + 1, length)]++;
                }
            }
        }

        return table;
    }

    /// <summary>
    /// The share of their other occurrences in which the one or two tokens in front of a token are followed by it, whichever is
    /// larger; 0 if there are too few.
    /// </summary>
    /// <param name="tokens">A text.</param>
    /// <param name="next">The token's position.</param>
    /// <param name="counted">Whether the text is among those that were counted.</param>
    public double Share(IReadOnlyList<int> tokens, int next, bool counted)
    {
        var (share, own) = (0.0, counted ? 1 : 0);
        for (var length = 1; length <= Math.Min(next, Longest); length++)
        {
            var all = _counts[Place(tokens, next - length, next, length)] - own;
            var followed = _counts[Place(tokens, next - length, next + 1, length)] - own;
            share = all < Fewest ? share : Math.Max(share, (double)followed / all);
        }

        return share;
    }

    /// <summary>The place of a row of tokens, as so many tokens and what may follow them.</summary>
    private static int Place(IReadOnlyList<int> tokens, int first, int end, int length)
    {
        unchecked
        {
            // FNV-1a of whole numbers, and a final mixing.
            var hash = (14695981039346656037UL ^ (uint)length) * 1099511628211UL;
            for (var i = first; i < end; i++)
            {
                hash = (hash ^ (uint)tokens[i]) * 1099511628211UL;
            }

            // Two tokens are a pair, and one with what follows it: they are counted apart.
            hash = (hash ^ (uint)(end - first)) * 1099511628211UL;
            hash ^= hash >> 32;
            hash *= 0x9E3779B97F4A7C15UL;
            return (int)(hash >> (64 - Bits));
        }
    }
}
