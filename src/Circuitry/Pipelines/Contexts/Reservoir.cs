namespace Circuitry.Pipelines;

/// <summary>
/// A sample of bounded size of a stream. Every item's number, with the seed, gives it a rank by chance, and those of the lowest
/// ranks stay: each item has the same chance, and a saved sample resumes as if it had never been interrupted.
/// </summary>
internal sealed class Reservoir<T>(int capacity, int seed)
{
    private readonly PriorityQueue<(long Number, T Item), ulong> _kept = new(
        Comparer<ulong>.Create((a, b) => b.CompareTo(a))
    );

    /// <summary>Number of items in the sample.</summary>
    public int Count => _kept.Count;

    /// <summary>The items in the sample, in the order of their numbers.</summary>
    public IReadOnlyList<(long Number, T Item)> Items =>
        [.. _kept.UnorderedItems.Select(kept => kept.Element).OrderBy(kept => kept.Number)];

    /// <summary>Offers an item.</summary>
    /// <param name="number">Its number in the stream, which no other item has.</param>
    /// <param name="make">Makes it, if it enters the sample.</param>
    public void Offer(long number, Func<T> make)
    {
        var rank = Rank(number);
        if (_kept.Count < capacity)
        {
            _kept.Enqueue((number, make()), rank);
        }
        else if (_kept.TryPeek(out _, out var worst) && rank < worst)
        {
            _kept.EnqueueDequeue((number, make()), rank);
        }
    }

    /// <summary>SplitMix64 of seed and number, a bijection of the number: no two items have one rank.</summary>
    private ulong Rank(long number)
    {
        unchecked
        {
            var z = (ulong)number + ((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
