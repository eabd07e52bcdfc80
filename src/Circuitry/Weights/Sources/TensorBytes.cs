using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A tensor's memory as spans. A span's length is an int, so that large tensors come in several.</summary>
internal static class TensorBytes
{
    private const long ChunkBytes = 1 << 28;

    /// <summary>Receives part of a tensor's memory.</summary>
    /// <param name="offset">Bytes before this part.</param>
    /// <param name="bytes">The memory itself: writing changes the tensor.</param>
    public delegate void Visitor(long offset, Span<byte> bytes);

    /// <summary>Visits the memory of a contiguous CPU tensor from first to last byte.</summary>
    public static void Visit(Tensor tensor, Visitor visit)
    {
        var count = tensor.NumberOfElements;
        var size = tensor.ElementSize;
        var step = ChunkBytes / size;
        using var flat = tensor.view(-1);
        for (long start = 0; start < count; start += step)
        {
            using var part = flat.narrow(0, start, Math.Min(step, count - start));
            visit(start * size, part.bytes);
        }
    }

    /// <summary>The tensor itself if it is contiguous on the CPU, else such a copy; either way a handle the caller disposes.</summary>
    public static Tensor OnCpu(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var local = detached.to(CPU);
        return local.contiguous();
    }
}
