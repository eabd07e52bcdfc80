using static TorchSharp.torch;

namespace Circuitry.Models;

/// <summary>The biases of ALiBi: a slope for each head times the position of the key.</summary>
/// <remarks>
/// A number that is the same for all keys of a query changes no pattern, so that a key's position does as well as its distance.
/// </remarks>
internal static class AlibiBiases
{
    /// <summary>The biases, float64 [head, 1 or batch, 1, key_position].</summary>
    /// <param name="positions">Position ids, int64 [1 or batch, position].</param>
    /// <param name="a">The architecture.</param>
    public static Tensor Of(Tensor positions, Architecture a)
    {
        using var scope = NewDisposeScope();
        var slopes = tensor(Slopes(a.Heads), [a.Heads, 1, 1, 1]).to(positions.device);
        var at = positions.to(float64).unsqueeze(0).unsqueeze(2);
        if (!a.Positions.AlibiRounded)
        {
            return slopes.mul(at).MoveToOuterDisposeScope();
        }

        return Rounded(Rounded(slopes).mul(at)).MoveToOuterDisposeScope();

        static Tensor Rounded(Tensor x) => x.to(bfloat16).to(float64);
    }

    /// <summary>The slope of each head: powers of 2^(-8 / heads), and between them where the heads are no power of two.</summary>
    public static double[] Slopes(int heads)
    {
        var power = 1;
        while (power * 2 <= heads)
        {
            power *= 2;
        }

        return
        [
            .. Enumerable.Range(1, power).Select(i => Math.Pow(2, -8.0 * i / power)),
            .. Enumerable.Range(0, heads - power).Select(i => Math.Pow(2, -4.0 * ((2 * i) + 1) / power)),
        ];
    }
}
