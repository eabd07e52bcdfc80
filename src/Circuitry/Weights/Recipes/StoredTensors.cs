using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>What a recipe reads from: checks each tensor's shape and numbers, and that in the end nothing stored was left over.</summary>
internal sealed class StoredTensors(
    ITensorSource source,
    Architecture architecture,
    ScalarType numberType,
    Device device
)
{
    private const string OtherModel =
        "Check that the declared architecture (layers, widths, biases, norm) is that of this file.";

    private readonly HashSet<string> accounted = new(StringComparer.Ordinal);

    /// <summary>The architecture the tensors must fit.</summary>
    public Architecture Architecture => architecture;

    /// <summary>Whether a tensor of this name is stored.</summary>
    public bool Has(string name) => source.Tensors.ContainsKey(name);

    /// <summary>The shape of a stored tensor; null where none of the name is stored.</summary>
    public IReadOnlyList<long>? ShapeOf(string name) =>
        source.Tensors.TryGetValue(name, out var info) ? info.Shape : null;

    /// <summary>A tensor that must be stored, in this shape.</summary>
    public Tensor Take(string name, params long[] shape)
    {
        accounted.Add(name);
        if (!source.Tensors.TryGetValue(name, out var info))
        {
            throw new WeightsException(
                source.Description,
                name,
                $"a tensor {TensorInfo.Text(shape)}",
                "none of this name",
                OtherModel
            );
        }

        if (!info.Shape.SequenceEqual(shape))
        {
            throw new WeightsException(
                source.DescriptionOf(name),
                name,
                $"shape {TensorInfo.Text(shape)}",
                TensorInfo.Text(info.Shape),
                OtherModel
            );
        }

        if (!IsFloat(info.Type))
        {
            throw new WeightsException(
                source.DescriptionOf(name),
                name,
                "floating-point numbers",
                info.Type.ToString(),
                "Quantised weights are not read; convert them to F32 first."
            );
        }

        var tensor = source.Read(name, numberType, device);
        CheckFinite(name, tensor);
        return tensor;
    }

    /// <summary>Requires a bias if the architecture has it, and that it is spelt out as zeros, if it is, where it has none.</summary>
    /// <param name="present">Whether the architecture has it.</param>
    /// <param name="says">The property of a declaration that says so.</param>
    /// <param name="name">The stored name.</param>
    /// <param name="shape">Its shape.</param>
    public void RequireBias(bool present, string says, string name, params long[] shape)
    {
        if (present && !Has(name))
        {
            throw new WeightsException(
                source.Description,
                name,
                $"a tensor {TensorInfo.Text(shape)}",
                "none of this name",
                $"Fetch or write the file again; if the model has no such biases, declare so: {says} = false in its [Transformer]."
            );
        }

        if (!present && Has(name))
        {
            using var bias = Take(name, shape);
            using var nonzero = bias.count_nonzero();
            Require(
                nonzero.item<long>() == 0,
                name,
                "no bias, or zeros, as the architecture has no such bias",
                $"{Text(nonzero.item<long>())} numbers that are not zero"
            );
        }
    }

    /// <summary>Names buffers that files of this family carry and that say nothing the architecture does not.</summary>
    public void Ignore(params string[] names) => accounted.UnionWith(names);

    /// <summary>Leaves tensors out whose names begin so: they are of other parts of a larger model.</summary>
    public void IgnoreForeign(IReadOnlyList<string> beginnings) =>
        accounted.UnionWith(
            source.Tensors.Keys.Where(name =>
                beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))
            )
        );

    /// <summary>Refuses an architecture that this family's layout cannot hold, or a tensor that contradicts it.</summary>
    public void Require(bool holds, string? tensor, string expected, string found)
    {
        if (!holds)
        {
            throw new WeightsException(
                tensor is null ? source.Description : source.DescriptionOf(tensor),
                tensor,
                expected,
                found,
                OtherModel
            );
        }
    }

    /// <summary>Refuses tensors that the recipe neither used nor knows as buffers.</summary>
    public void RequireAllUsed()
    {
        var unknown = source
            .Tensors.Keys.Where(name => !accounted.Contains(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 0)
        {
            throw new WeightsException(
                source.DescriptionOf(unknown[0]),
                unknown[0],
                "only tensors that the architecture has a place for",
                $"{Text(unknown.Count)} more: {string.Join(", ", unknown.Take(5).Select(VisibleText.Short))}{(unknown.Count > 5 ? ", ..." : "")}",
                OtherModel
            );
        }
    }

    private void CheckFinite(string name, Tensor tensor)
    {
        // One pass decides the usual case: a sum is finite only if every number is.
        using var sum = tensor.sum();
        using var finiteSum = sum.isfinite();
        if (finiteSum.item<bool>())
        {
            return;
        }

        using var finite = tensor.isfinite();
        using var count = finite.count_nonzero();
        var bad = tensor.NumberOfElements - count.item<long>();
        if (bad > 0)
        {
            throw new WeightsException(
                source.DescriptionOf(name),
                name,
                $"finite numbers in {numberType}",
                $"{Text(bad)} of {Text(tensor.NumberOfElements)} that are NaN or infinite",
                "The training run diverged, the file is damaged, or the number type is too narrow for the weights."
            );
        }
    }

    internal static bool IsFloat(ScalarType type) =>
        type is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
