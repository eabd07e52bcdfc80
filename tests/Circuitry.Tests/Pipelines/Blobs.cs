using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Vectors of length 1 around a few directions.</summary>
internal static class Blobs
{
    public const int Each = 30;

    /// <summary>The vectors, float32, [blob * each, column], one blob after the other.</summary>
    public static Tensor Vectors(int blobs, int columns = 12, double noise = 0.15)
    {
        var random = new Random(5);
        var numbers = new float[blobs * Each * columns];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            numbers[i] = (float)((column == row / Each ? 1 : 0) + noise * (random.NextDouble() * 2 - 1));
        }

        using var scope = NewDisposeScope();
        var vectors = tensor(numbers, [blobs * Each, columns]);
        return vectors.div(Ops.Sum(Ops.Square(vectors), 1, keepDim: true).sqrt()).MoveToOuterDisposeScope();
    }

    public static int[] Labels(int blobs) => [.. Enumerable.Range(0, blobs * Each).Select(row => row / Each)];
}
