using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class NormTests
{
    private const double Epsilon = 0.1;
    private static readonly double[,] Input =
    {
        { 1, 2, 4 },
        { -3, 0, 0.5 },
    };

    static NormTests() => TorchRuntime.Start();

    [Fact]
    public void LayerNorm_equals_the_formula()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Input);
        var scale = tensor(new double[] { 1, 2, 3 });
        var bias = tensor(new double[] { 0.5, 0, -1 });
        Numbers.Equal(ByHand(centre: true, [1, 2, 3], [0.5, 0, -1]), Ops.LayerNorm(x, scale, bias, Epsilon));
        Numbers.Equal(ByHand(centre: true, [1, 1, 1], [0, 0, 0]), Ops.LayerNorm(x, null, null, Epsilon));
        Numbers.Equal(
            ByHand(centre: true, [1, 1, 1], [0, 0, 0]),
            Ops.LayerNorm(x.to(ScalarType.Float32), null, null, Epsilon),
            1e-6
        );
    }

    [Fact]
    public void Root_mean_square_norm_equals_the_formula()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Input);
        var scale = tensor(new double[] { 1, 2, 3 });
        Numbers.Equal(ByHand(centre: false, [1, 2, 3], [0, 0, 0]), Ops.RmsNorm(x, scale, Epsilon));
        Numbers.Equal(ByHand(centre: false, [1, 1, 1], [0, 0, 0]), Ops.RmsNorm(x, null, Epsilon));
    }

    [Fact]
    public void The_halves_of_a_norm_are_its_value_before_scale_and_bias()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Input).reshape(1, 2, 3);
        var (scale, normalized) = Ops.LayerNormParts(x, Epsilon);
        Assert.Equal([1L, 2, 1], scale.shape);
        Numbers.Equal([Math.Sqrt(14.0 / 9 + Epsilon), Math.Sqrt(43.0 / 18 + Epsilon)], scale);
        Numbers.Same(Ops.LayerNorm(x, null, null, Epsilon), normalized);

        (scale, normalized) = Ops.RmsNormParts(x, Epsilon);
        Numbers.Equal([Math.Sqrt(7 + Epsilon), Math.Sqrt(9.25 / 3 + Epsilon)], scale);
        Numbers.Same(Ops.RmsNorm(x, null, Epsilon), normalized);
    }

    [Fact]
    public void The_halves_have_the_gradient_of_the_fused_norm()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Input).requires_grad_();
        var weight = tensor(new double[] { 1, -2, 5 });
        var fused = Ops.CheckedGradients(Ops.LayerNorm(x, null, null, Epsilon).mul(weight).sum(), [x])[0];
        var halves = Ops.CheckedGradients(Ops.LayerNormParts(x, Epsilon).Normalized.mul(weight).sum(), [x])[0];
        Numbers.Same(fused, halves);
    }

    private static List<double> ByHand(bool centre, double[] scale, double[] bias)
    {
        var result = new List<double>();
        for (var row = 0; row < 2; row++)
        {
            var x = Enumerable.Range(0, 3).Select(i => Input[row, i]).ToArray();
            var mean = centre ? x.Average() : 0;
            var root = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / 3 + Epsilon);
            result.AddRange(x.Select((v, i) => (v - mean) / root * scale[i] + bias[i]));
        }

        return result;
    }
}
