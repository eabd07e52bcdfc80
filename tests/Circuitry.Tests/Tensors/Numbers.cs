using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Comparisons of tensors with numbers computed by hand.</summary>
internal static class Numbers
{
    public static void Equal(IReadOnlyList<double> expected, Tensor actual, double tolerance = 1e-12)
    {
        using var flat = actual.detach().to(ScalarType.Float64).contiguous().reshape(-1);
        var found = flat.data<double>().ToArray();
        Assert.Equal(expected.Count, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            Assert.True(
                expected[i].Equals(found[i]) || Math.Abs(expected[i] - found[i]) <= tolerance,
                $"element {i} is {found[i]:R} and should be {expected[i]:R}"
            );
        }
    }

    public static void Same(Tensor expected, Tensor actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.shape, actual.shape);
        using var flat = expected.detach().to(ScalarType.Float64).contiguous().reshape(-1);
        Equal(flat.data<double>().ToArray(), actual, tolerance);
    }
}
