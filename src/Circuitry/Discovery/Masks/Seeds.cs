namespace Circuitry.Discovery.Masks;

/// <summary>Seeds for every step of a training from one seed, so that no generator's state has to be kept.</summary>
internal static class Seeds
{
    /// <summary>A seed for a step: SplitMix64 of both numbers, so that neighbours have nothing in common.</summary>
    public static ulong Of(int seed, int step)
    {
        unchecked
        {
            var z = ((ulong)(uint)seed << 32 | (uint)step) + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
