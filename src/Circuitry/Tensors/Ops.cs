using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tensors;

/// <summary>Correct, safe and fast forms of tensor operations whose TorchSharp form is not.</summary>
/// <remarks>
/// Every operation works in float32 and float64, is differentiable, returns a new tensor that the caller owns, and leaves
/// no temporary behind. Numbers are made into native ones for the call alone: the collector cannot free one that is still to be
/// disposed, and a process that computes with a million numbers holds none of them.
/// </remarks>
public static partial class Ops
{
    /// <summary>The sum of two tensors.</summary>
    public static Tensor Add(Tensor a, Tensor b) => a.add(b, Scalars.One);

    /// <summary>The tensor plus a number, which is not cached.</summary>
    public static Tensor Add(Tensor x, double addend)
    {
        using var number = addend.ToScalar();
        return x.add(number, Scalars.One);
    }

    /// <summary>The tensor divided by a number, which is not cached.</summary>
    public static Tensor Divide(Tensor x, double divisor)
    {
        using var number = divisor.ToScalar();
        return x.div(number);
    }

    /// <summary>The square of every element.</summary>
    public static Tensor Square(Tensor x) => x.mul(x);

    /// <summary>The whole numbers from 0, [count].</summary>
    public static Tensor Range(long count, ScalarType type, Device? device = null)
    {
        using var end = count.ToScalar();
        return arange(Scalars.Zero, end, Scalars.One, type, device);
    }

    /// <summary>The tensor times a number, which is not cached.</summary>
    public static Tensor Scale(Tensor x, double factor)
    {
        using var number = factor.ToScalar();
        return x.mul(number);
    }

    /// <summary>The sum over one dimension; TorchSharp takes <c>x.sum(0)</c> for a cast to bytes.</summary>
    public static Tensor Sum(Tensor x, long dim, bool keepDim = false) => x.sum(dim: dim, keepdim: keepDim);

    /// <summary>The sum over several dimensions.</summary>
    /// <exception cref="ArgumentException">No dimension is given.</exception>
    public static Tensor Sum(Tensor x, ReadOnlySpan<long> dims, bool keepDim = false) =>
        dims.IsEmpty
            ? throw new ArgumentException("no dimension to sum over is given; x.sum() sums over all", nameof(dims))
            : x.sum(dims, keepdim: keepDim);

    /// <summary>bias + a b for a batch of matrices; TorchSharp's baddbmm swaps its arguments.</summary>
    /// <param name="bias">Broadcasts to [batch, row, column].</param>
    /// <param name="a">[batch, row, inner].</param>
    /// <param name="b">[batch, inner, column].</param>
    /// <returns>[batch, row, column].</returns>
    internal static Tensor BatchMultiplyAdd(Tensor bias, Tensor a, Tensor b)
    {
        // In place on the fresh product, whose value no gradient needs.
        return a.bmm(b).add_(bias, Scalars.One);
    }

    /// <summary>x W + b as one matrix product over the flattened rows.</summary>
    /// <param name="x">[..., in].</param>
    /// <param name="W">[in, out].</param>
    /// <param name="b">[out], or null.</param>
    /// <returns>[..., out].</returns>
    public static Tensor Linear(Tensor x, Tensor W, Tensor? b = null)
    {
        if (x.ndim == 2)
        {
            return Multiply(x, W, b);
        }

        var shape = new long[x.ndim];
        for (var i = 0; i < shape.Length - 1; i++)
        {
            shape[i] = x.size(i);
        }

        shape[^1] = W.size(1);
        using var rows = x.reshape(-1, W.size(0));
        using var product = Multiply(rows, W, b);
        return product.view(shape);
    }

    /// <summary>The MLP's nonlinearity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a member of the enumeration.</exception>
    public static Tensor Activate(Nonlinearity nonlinearity, Tensor x) =>
        nonlinearity switch
        {
            Nonlinearity.Relu => x.relu(),
            Nonlinearity.Gelu => nn.functional.gelu(x),
            Nonlinearity.GeluTanh => nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
            Nonlinearity.Silu => nn.functional.silu(x),
            Nonlinearity.QuickGelu => QuickGelu(x),
            Nonlinearity.ReluSquared => ReluSquared(x),
            Nonlinearity.Tanh => x.tanh(),
            Nonlinearity.Sigmoid => x.sigmoid(),
            Nonlinearity.Identity => x.alias(),
            Nonlinearity.GeluTanhRounded => GeluTanhRounded(x),
            _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "is not an nonlinearity"),
        };

    /// <summary>cap tanh(x / cap): the number itself where it is small, and never beyond the cap.</summary>
    public static Tensor SoftCap(Tensor x, double cap)
    {
        using var scope = NewDisposeScope();
        return Scale(Divide(x, cap).tanh(), cap).MoveToOuterDisposeScope();
    }

    /// <summary>The nearest number between minus a bound and the bound.</summary>
    public static Tensor Clip(Tensor x, double bound)
    {
        using var upper = bound.ToScalar();
        using var lower = (-bound).ToScalar();
        return x.clamp(lower, upper);
    }

    private static Tensor QuickGelu(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.mul(Scale(x, 1.702).sigmoid()).MoveToOuterDisposeScope();
    }

    private static Tensor GeluTanhRounded(Tensor x)
    {
        using var scope = NewDisposeScope();
        var inner = Add(Scale(Square(x), 0.044715), 1).mul(Scale(x, 0.79788456));
        return Scale(x, 0.5).mul(Add(inner.tanh(), 1)).MoveToOuterDisposeScope();
    }

    private static Tensor ReluSquared(Tensor x)
    {
        using var positive = x.relu();
        return Square(positive);
    }

    private static Tensor Multiply(Tensor x, Tensor W, Tensor? b) => b is null ? x.mm(W) : b.addmm(x, W, 1, 1);
}
