using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Fills tensors from streams of little-endian numbers.</summary>
internal static class StoredElements
{
    /// <summary>The most dimensions that a stored tensor may have; those of dictionaries have two.</summary>
    public const int MostDimensions = 8;

    /// <summary>A flat tensor of the stream's next bytes, [count].</summary>
    public static Tensor Read(Stream stream, ScalarType type, long count)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("dictionaries are stored little-endian, and this processor is not");
        }

        TorchRuntime.Start();
        var tensor = empty([count], dtype: type);
        TensorBytes.Visit(tensor, (_, bytes) => stream.ReadExactly(bytes));
        return tensor;
    }

    /// <summary>The number of elements of a shape; null where it is absurd.</summary>
    public static long? Count(IEnumerable<long> shape)
    {
        try
        {
            return shape.Aggregate(
                1L,
                (product, size) => size >= 0 ? checked(product * size) : throw new OverflowException()
            );
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
