using static TorchSharp.torch;

namespace Circuitry.Tensors;

/// <summary>Copies the numbers of tensors into arrays.</summary>
internal static class TensorValues
{
    /// <summary>All numbers of a tensor in row-major order, wherever it lies and however it is strided; an empty tensor gives an empty array.</summary>
    /// <param name="tensor">The tensor, which stays the caller's.</param>
    /// <typeparam name="T">The .NET type of its number type.</typeparam>
    /// <exception cref="ArgumentException">The tensor holds numbers of another type.</exception>
    public static T[] ToArray<T>(Tensor tensor)
        where T : unmanaged
    {
        // TorchSharp throws IndexOutOfRangeException where it reads a tensor without numbers.
        if (tensor.numel() == 0)
        {
            return [];
        }

        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<T>().ToArray();
    }
}
