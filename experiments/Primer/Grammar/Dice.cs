namespace Circuitry.Experiments;

/// <summary>A source of random choices, from a seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A source of random choices for one of many steps: neighbouring steps have nothing in common.</summary>
    public static Dice For(int seed, int step)
    {
        unchecked
        {
            // SplitMix64 of both numbers.
            var z = (((ulong)(uint)seed << 32) | (uint)step) + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return new Dice((int)(z ^ (z >> 31)));
        }
    }

    /// <summary>A random whole number from one bound to another, both included.</summary>
    public int Between(int first, int last) => _random.Next(first, last + 1);

    /// <summary>True with a probability in percent.</summary>
    public bool Percent(int share) => _random.Next(100) < share;

    /// <summary>A random element of a list.</summary>
    public T One<T>(params IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    /// <summary>A random whole number below a bound.</summary>
    public int Below(int bound) => _random.Next(bound);
}
