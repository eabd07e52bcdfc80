using static TorchSharp.torch;

namespace Circuitry.Tensors;

public static partial class Ops
{
    /// <summary>Cosines and sines of a rotary embedding; computed in float64 and then cast, so that late positions stay exact.</summary>
    /// <param name="positions">Position ids, int64 [row, position].</param>
    /// <param name="rotary">The embedding.</param>
    /// <param name="context">The context of the model.</param>
    /// <param name="lengths">The number of positions of each row's prompt, on which some scalings depend.</param>
    /// <param name="numberType">The number type of the tables.</param>
    /// <returns>
    /// Two tables [row, position, rotary_width], on the device of the positions: the angle of pair i stands at the two dimensions
    /// of the pair.
    /// </returns>
    /// <exception cref="ArgumentException">The positions are not int64 of two dimensions.</exception>
    internal static (Tensor Cos, Tensor Sin) RotaryTables(
        Tensor positions,
        RotaryEmbedding rotary,
        int context,
        IReadOnlyList<int> lengths,
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
        // One row of frequencies serves all prompts unless they depend on how long each is.
        int[] distinct = rotary.DependsOnLength ? [.. lengths] : [0];
        var frequencies = tensor(
                distinct.SelectMany(length => RotaryFrequencies.Of(rotary, length, context)).ToArray(),
                [distinct.Length, 1, rotary.Width / 2]
            )
            .to(positions.device);
        var angles = positions.to(ScalarType.Float64).unsqueeze(-1).mul(frequencies);
        var both = rotary.AdjacentPairs ? angles.repeat_interleave(2, -1) : cat([angles, angles], -1);
        var factor = RotaryFrequencies.Factor(rotary);
        var (cosines, sines) = (both.cos(), both.sin());
        if (factor != 1)
        {
            (cosines, sines) = (Scale(cosines, factor), Scale(sines, factor));
        }

        return scope.MoveToOuter(cosines.to(numberType), sines.to(numberType));
    }

    /// <summary>Rotates the first rotary_width dimensions of every head, pairing i with i + rotary_width / 2; the rest pass.</summary>
    /// <param name="x">[..., row, position, d_head].</param>
    /// <param name="cos">[row, position, rotary_width], or [1, position, rotary_width].</param>
    /// <param name="sin">As <paramref name="cos"/>.</param>
    /// <returns>[..., row, position, d_head].</returns>
    /// <exception cref="ArgumentException">The tables are wider than a head.</exception>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin) => Rotate(x, cos, sin, QuarterTurnOfHalves);

    /// <summary>Rotates the first rotary_width dimensions of every head, pairing 2i with 2i + 1; the rest pass.</summary>
    /// <param name="x">[..., row, position, d_head].</param>
    /// <param name="cos">[row, position, rotary_width], or [1, position, rotary_width].</param>
    /// <param name="sin">As <paramref name="cos"/>.</param>
    /// <returns>[..., row, position, d_head].</returns>
    /// <exception cref="ArgumentException">The tables are wider than a head.</exception>
    public static Tensor RotateAdjacent(Tensor x, Tensor cos, Tensor sin) =>
        Rotate(x, cos, sin, QuarterTurnOfNeighbours);

    private static Tensor QuarterTurnOfHalves(Tensor x)
    {
        var half = x.size(-1) / 2;
        return cat([x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)], -1);
    }

    private static Tensor QuarterTurnOfNeighbours(Tensor x)
    {
        var pairs = x.unflatten(x.dim() - 1, x.size(-1) / 2, 2);
        return stack([pairs.select(-1, 1).neg(), pairs.select(-1, 0)], -1).flatten(-2);
    }

    private static Tensor Rotate(Tensor x, Tensor cos, Tensor sin, Func<Tensor, Tensor> quarterTurn)
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
        var rotating = width == headWidth ? x : x.narrow(-1, 0, width);
        var turned = quarterTurn(rotating);
        var rotated = Add(rotating.mul(cos), turned.mul(sin));
        var result = width == headWidth ? rotated : cat([rotated, x.narrow(-1, width, headWidth - width)], -1);
        return result.MoveToOuterDisposeScope();
    }
}
