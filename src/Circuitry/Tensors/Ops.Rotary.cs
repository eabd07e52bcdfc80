using static TorchSharp.torch;

namespace Circuitry.Tensors;

public static partial class Ops
{
    /// <summary>Cosines and sines of a rotary embedding; computed in float64 and then cast, so that late positions stay exact.</summary>
    /// <param name="positions">Position ids, int64 [row, position].</param>
    /// <param name="rotary">The embedding.</param>
    /// <param name="numberType">The number type of the tables.</param>
    /// <returns>Two tables [row, position, rotary_width] whose halves are equal, on the device of the positions.</returns>
    /// <exception cref="ArgumentException">The positions are not int64 of two dimensions.</exception>
    internal static (Tensor Cos, Tensor Sin) RotaryTables(
        Tensor positions,
        RotaryEmbedding rotary,
        ScalarType numberType = ScalarType.Float32
    )
    {
        if (positions.dtype != ScalarType.Int64 || positions.ndim != 2)
        {
            throw new ArgumentException(
                $"must be int64 [row, position] and is {positions.dtype} of {Counted.Of(positions.ndim, "dimension")}",
                nameof(positions)
            );
        }

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var frequencies = tensor(RotaryFrequencies.Of(rotary), device: positions.device);
        var angles = positions.to(ScalarType.Float64).unsqueeze(-1).mul(frequencies);
        var both = cat([angles, angles], -1);
        return scope.MoveToOuter(both.cos().to(numberType), both.sin().to(numberType));
    }

    /// <summary>Rotates the first rotary_width dimensions of every head, pairing i with i + rotary_width / 2; the rest pass.</summary>
    /// <param name="x">[..., row, position, d_head].</param>
    /// <param name="cos">[row, position, rotary_width], or [1, position, rotary_width].</param>
    /// <param name="sin">As <paramref name="cos"/>.</param>
    /// <returns>[..., row, position, d_head].</returns>
    /// <exception cref="ArgumentException">The tables are wider than a head.</exception>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        var width = cos.size(-1);
        var headWidth = x.size(-1);
        if (width > headWidth)
        {
            throw new ArgumentException(
                $"rotate {Counted.Of(width, "dimension")} of a head that has {headWidth}",
                nameof(cos)
            );
        }

        using var scope = NewDisposeScope();
        var half = width / 2;
        var (low, high) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        var turned = cat([high.neg(), low], -1);
        var rotating = width == headWidth ? x : x.narrow(-1, 0, width);
        var rotated = Add(rotating.mul(cos), turned.mul(sin));
        var result = width == headWidth ? rotated : cat([rotated, x.narrow(-1, width, headWidth - width)], -1);
        return result.MoveToOuterDisposeScope();
    }
}
