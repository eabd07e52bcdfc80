using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The stored tensors that a layout's reader takes from: checks shapes and numbers, and finally that no tensor was left over.</summary>
/// <remarks>Tensors that are taken belong to the caller's dispose scope.</remarks>
internal sealed class StoredDictionary(ITensorSource source, ScalarType? numberType, Device? device)
{
    private const string OtherLayout =
        "Check that the file is of the layout and class that its configuration says; convert anything else to SAELens's layout.";

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The file.</summary>
    public string Description => source.Description;

    /// <summary>The stored names.</summary>
    public IEnumerable<string> Names => source.Tensors.Keys;

    /// <summary>Whether a tensor of this name is stored.</summary>
    public bool Has(string name) => source.Tensors.ContainsKey(name);

    /// <summary>The stored shape of a matrix.</summary>
    /// <exception cref="WeightsException">There is no tensor of that name, or it is no matrix.</exception>
    public (int Rows, int Columns) SizeOf(string name)
    {
        var shape = Find(name).Shape;
        return shape.Count == 2 && shape.All(size => size is > 0 and <= int.MaxValue)
            ? ((int)shape[0], (int)shape[1])
            : throw Misfit(name, "a matrix", TensorInfo.Text(shape));
    }

    /// <summary>A tensor of floating-point numbers, in this shape.</summary>
    /// <exception cref="WeightsException">It is missing, misshapen, of whole numbers, or not finite.</exception>
    public Tensor Take(string name, params long[] shape)
    {
        var info = Find(name);
        CheckShape(info, shape);
        if (!IsFloat(info.Type))
        {
            throw Misfit(name, "floating-point numbers", info.Type.ToString());
        }

        var natural = info.Type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var tensor = source.Read(name, numberType ?? natural, device);
        using var scope = NewDisposeScope();
        return tensor.isfinite().all().item<bool>() ? tensor : throw Misfit(name, "finite numbers", "NaN or infinity");
    }

    /// <summary>One number.</summary>
    /// <exception cref="WeightsException">It is missing, or not one number.</exception>
    public double TakeNumber(string name)
    {
        CheckShape(Find(name), []);
        using var scope = NewDisposeScope();
        return source.Read(name, ScalarType.Float64).item<double>();
    }

    /// <summary>A vector of whole numbers, of any stored type.</summary>
    /// <exception cref="WeightsException">They are missing, not whole, or not in a row.</exception>
    public long[] TakeWholeNumbers(string name)
    {
        var info = Find(name);
        if (info.Shape.Count != 1 || IsFloat(info.Type))
        {
            throw Misfit(name, "whole numbers in a row", $"{info.Type} {TensorInfo.Text(info.Shape)}");
        }

        using var scope = NewDisposeScope();
        return TensorValues.ToArray<long>(source.Read(name, ScalarType.Int64));
    }

    /// <summary>Takes a remainder of training, if there is one, which has no effect if all its numbers are 1.</summary>
    /// <exception cref="WeightsException">A number is not 1, or it is misshapen.</exception>
    public void TakeOnes(string name, params long[] shape)
    {
        if (!Has(name))
        {
            return;
        }

        using var scope = NewDisposeScope();
        if (!Take(name, shape).eq(Scalars.One).all().item<bool>())
        {
            throw Misfit(name, "ones, as programs differ in what other factors of fine-tuning do", "other numbers");
        }
    }

    /// <summary>Takes a number that nothing depends on, if there is one.</summary>
    /// <exception cref="WeightsException">It is not one number.</exception>
    public void TakeUnused(string name)
    {
        if (Has(name))
        {
            CheckShape(Find(name), []);
        }
    }

    /// <summary>Refuses tensors that were not used.</summary>
    /// <exception cref="WeightsException">There are some.</exception>
    public void RequireAllTaken()
    {
        if (Names.Where(name => !_taken.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw Misfit(
                unknown,
                $"no tensors but {string.Join(", ", _taken.Order(StringComparer.Ordinal))}",
                "this one, whose meaning is not known"
            );
        }
    }

    public WeightsException Misfit(string? tensor, string expected, string found) =>
        new(source.Description, tensor, expected, found, OtherLayout);

    private TensorInfo Find(string name)
    {
        _taken.Add(name);
        return source.Tensors.TryGetValue(name, out var info)
            ? info
            : throw Misfit(
                name,
                "a tensor of this name",
                $"none among {string.Join(", ", Names.Order(StringComparer.Ordinal))}"
            );
    }

    private void CheckShape(TensorInfo info, long[] shape)
    {
        if (!info.Shape.SequenceEqual(shape))
        {
            throw Misfit(info.Name, $"shape {TensorInfo.Text(shape)}", TensorInfo.Text(info.Shape));
        }
    }

    private static bool IsFloat(ScalarType type) =>
        type is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16;
}
