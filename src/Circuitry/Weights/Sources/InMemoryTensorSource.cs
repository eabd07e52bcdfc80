using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Tensors that are in memory already: a model just trained, or one compiled from a program.</summary>
/// <remarks>Borrows its tensors: their owner disposes them, once this source is no longer read.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class InMemoryTensorSource : ITensorSource
{
    private readonly IReadOnlyDictionary<string, Tensor> tensors;

    /// <summary>Wraps tensors as a source.</summary>
    /// <param name="description">The name of this source in errors.</param>
    /// <param name="tensors">The tensors by stored name.</param>
    public InMemoryTensorSource(string description, IReadOnlyDictionary<string, Tensor> tensors)
    {
        this.tensors = tensors;
        Description = description;
        Tensors = tensors.ToDictionary(
            pair => pair.Key,
            pair => new TensorInfo(pair.Key, pair.Value.dtype, pair.Value.shape),
            StringComparer.Ordinal
        );
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public Tensor Read(string name, ScalarType? numberType = null, Device? device = null)
    {
        if (!tensors.TryGetValue(name, out var tensor))
        {
            throw new WeightsException(
                Description,
                name,
                "a tensor of this name",
                "none",
                "Check the name against Tensors."
            );
        }

        using var detached = tensor.detach();
        using var there = detached.to(device ?? CPU);
        using var converted = there.to(numberType ?? tensor.dtype);
        using var contiguous = converted.contiguous();

        // None of the steps above copies when there is nothing to change, and the copy must not share memory.
        return contiguous.clone();
    }

    /// <summary>Does nothing: the tensors are borrowed.</summary>
    public void Dispose() { }

    /// <summary>The description and the number of tensors.</summary>
    public override string ToString() => $"{Description}, {Counted.Of(Tensors.Count, "tensor")}";
}
