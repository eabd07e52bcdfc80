namespace Circuitry.Generators.Tests;

/// <summary>Draws at random, the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public T One<T>(params ReadOnlySpan<T> all) => all[_random.Next(all.Length)];
}
