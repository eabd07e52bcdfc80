using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Numbers compared within a tolerance; a failure says by how much they differ.</summary>
internal static class Close
{
    public static void Check(IReadOnlyList<double> expected, Tensor actual, double tolerance, string what = "")
    {
        var found = Numbers(actual);
        Assert.Equal(expected.Count, found.Length);
        var worst = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        Assert.True(
            worst <= tolerance,
            FormattableString.Invariant($"{what} differs by {worst}, tolerance {tolerance}")
        );
    }

    public static void Same(Tensor expected, Tensor actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.shape, actual.shape);
        Check(Numbers(expected), actual, tolerance, what);
    }

    public static double[] Numbers(JsonElement row) => [.. row.EnumerateArray().Select(number => number.GetDouble())];

    public static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.to(float64).contiguous().cpu().data<double>().ToArray();
    }
}
