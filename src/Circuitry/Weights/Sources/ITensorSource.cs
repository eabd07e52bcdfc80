using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Named tensors that can be read one at a time: a file, a set of files, or memory.</summary>
public interface ITensorSource : IDisposable
{
    /// <summary>The name of this source in errors: a path, or what the tensors are.</summary>
    string Description { get; }

    /// <summary>The name of one tensor's location in errors: of several files, the one that holds it.</summary>
    /// <param name="name">The stored name.</param>
    string DescriptionOf(string name) => Description;

    /// <summary>The stored tensors by name.</summary>
    IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Copies a tensor out of the source; the caller owns the copy.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="numberType">The number type to convert to; null keeps the stored one.</param>
    /// <param name="device">The device of the copy; null for the CPU.</param>
    /// <returns>A fresh contiguous tensor of the stored shape.</returns>
    /// <exception cref="WeightsException">There is no tensor of that name.</exception>
    Tensor Read(string name, ScalarType? numberType = null, Device? device = null);
}
