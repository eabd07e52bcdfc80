namespace Circuitry.Features;

/// <summary>
/// The strongest contexts of one feature, independent of the order of sequences. Memory does not grow with the corpus.
/// </summary>
internal sealed class TopContexts(FeatureEvidenceOptions options)
{
    /// <summary>Binary digits of an activation that decide which is larger.</summary>
    /// <remarks>Batches of other shapes round otherwise, and many tokens are equally strong: all of one kind, for an embedding.</remarks>
    private const int Digits = 17;

    private readonly List<Kept> _kept = [];

    /// <summary>Number of contexts.</summary>
    public int Count => _kept.Count;

    /// <summary>Takes a sequence in if it belongs to the strongest so far.</summary>
    /// <param name="tokens">Its tokens; referenced, not copied.</param>
    /// <param name="activations">Their activations.</param>
    /// <param name="largest">The largest activation that counts, above zero.</param>
    public void Offer(int[] tokens, ReadOnlySpan<double> activations, double largest)
    {
        var rank = Rank(largest);
        if (options.Contexts == 0 || (_kept.Count == options.Contexts && rank < _kept[^1].Rank))
        {
            return;
        }

        var index = options.SkippedPositions;
        while (!(activations[index] > 0) || Rank(activations[index]) != rank)
        {
            index++;
        }

        var offered = new Kept(tokens, activations.ToArray(), index, rank);
        var twin = _kept.FindIndex(kept =>
            Window(kept).SequenceEqual(Window(offered)) && Place(kept) == Place(offered)
        );
        if (twin >= 0 && Compare(_kept[twin], offered) <= 0)
        {
            return;
        }

        if (twin >= 0)
        {
            _kept.RemoveAt(twin);
        }

        var place = _kept.FindIndex(kept => Compare(offered, kept) < 0);
        _kept.Insert(place < 0 ? _kept.Count : place, offered);
        if (_kept.Count > options.Contexts)
        {
            _kept.RemoveAt(_kept.Count - 1);
        }
    }

    /// <summary>The contexts, the strongest first, equal ones by their tokens.</summary>
    public IReadOnlyList<FeatureContext> ToContexts(TokenTexts texts) =>
        [
            .. _kept.Select(kept => new FeatureContext
            {
                Tokens = [.. Window(kept).ToArray().Select(token => texts[token])],
                Index = Place(kept),
                Activations = kept.Activations[Shown(kept)],
            }),
        ];

    private ReadOnlySpan<int> Window(Kept kept) => kept.Tokens.AsSpan(Shown(kept));

    private int Place(Kept kept) => Math.Min(kept.Index, options.Before);

    private Range Shown(Kept kept) =>
        (kept.Index - Place(kept))..(int)Math.Min(kept.Tokens.Length, kept.Index + 1L + options.After);

    private static int Compare(Kept a, Kept b)
    {
        var byRank = b.Rank.CompareTo(a.Rank);
        var byTokens = byRank != 0 ? byRank : a.Tokens.AsSpan().SequenceCompareTo(b.Tokens);
        return byTokens != 0 ? byTokens : a.Index.CompareTo(b.Index);
    }

    // The bits of positive numbers are ordered as the numbers are; half of the cut-off is added to round.
    private static long Rank(double activation) =>
        (BitConverter.DoubleToInt64Bits(activation) + (1L << (51 - Digits))) >> (52 - Digits);

    private sealed record Kept(int[] Tokens, double[] Activations, int Index, long Rank);
}
