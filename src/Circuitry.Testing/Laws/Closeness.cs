using Xunit;

namespace Circuitry.Testing;

/// <summary>Numbers that are equal to rounding, relative to the largest of them.</summary>
internal static class Closeness
{
    public static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        var largest = expected.Max(Math.Abs);
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(
            worst <= tolerance * largest,
            FormattableString.Invariant($"{what} differ by {worst}, and the largest is {largest}")
        );
    }
}
