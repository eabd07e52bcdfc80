using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Single numbers out of tensors, by index as the formulas have it.</summary>
internal static class Elements
{
    public static float At(this Tensor tensor, int index) => tensor.data<float>()[index];

    public static float At(this Tensor tensor, int row, int column) =>
        tensor.data<float>()[(row * tensor.shape[1]) + column];

    public static float At(this Tensor tensor, int first, int row, int column) =>
        tensor.data<float>()[(((first * tensor.shape[1]) + row) * tensor.shape[2]) + column];

    public static float[] All(this Tensor? tensor) => tensor!.data<float>().ToArray();

    /// <summary>Bit for bit, types and shapes included.</summary>
    public static void AssertSame(TransformerWeights expected, TransformerWeights actual)
    {
        var left = expected.Tensors.ToList();
        var right = actual.Tensors.ToList();
        Assert.Equal(left.Select(t => t.dtype), right.Select(t => t.dtype));
        Assert.Equal(left.Select(t => string.Join(",", t.shape)), right.Select(t => string.Join(",", t.shape)));
        Assert.All(left.Zip(right), pair => Assert.Equal(Bytes(pair.First), Bytes(pair.Second)));

        // An unembedding may be a view of the embedding.
        static byte[] Bytes(Tensor tensor)
        {
            using var contiguous = tensor.contiguous();
            return contiguous.bytes.ToArray();
        }
    }
}
