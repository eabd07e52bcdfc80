using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Random tensors under stored names: a small model in a family's own layout.</summary>
internal sealed class StoredModel : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly Random random = new(7);

    /// <summary>The stored tensors; tests change them to make them wrong.</summary>
    public IDictionary<string, Tensor> Tensors => tensors;

    public InMemoryTensorSource Source => new("the test's model", tensors);

    public Tensor this[string name]
    {
        get => tensors[name];
        set => tensors[name] = value;
    }

    /// <summary>Adds a tensor in which no number comes twice, so that a misplaced one shows.</summary>
    public StoredModel Add(string name, params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var numbers = Enumerable.Range(0, (int)count).Select(_ => random.NextSingle() - 0.5f).ToArray();
        tensors[name] = tensor(numbers, shape);
        return this;
    }

    public void Remove(string name)
    {
        tensors[name].Dispose();
        tensors.Remove(name);
    }

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
