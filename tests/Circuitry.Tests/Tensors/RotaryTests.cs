using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class RotaryTests
{
    private static readonly RotaryEmbedding Plain = new() { Width = 4, Base = 100 };

    private static (Tensor Cos, Tensor Sin) Tables(
        Tensor positions,
        RotaryEmbedding rotary,
        ScalarType numberType = ScalarType.Float32
    ) => Ops.RotaryTables(positions, rotary, 8, [1], numberType);

    static RotaryTests() => TorchRuntime.Start();

    [Fact]
    public void Tables_hold_the_angle_of_each_pair_twice()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = Tables(
            tensor(
                new long[,]
                {
                    { 0, 7 },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        Assert.Equal([1L, 2, 4], cos.shape);
        // Angles: position / 100^(2i/4), so 7 and 0.7.
        Numbers.Equal([1, 1, 1, 1, Math.Cos(7), Math.Cos(0.7), Math.Cos(7), Math.Cos(0.7)], cos);
        Numbers.Equal([0, 0, 0, 0, Math.Sin(7), Math.Sin(0.7), Math.Sin(7), Math.Sin(0.7)], sin);
    }

    [Fact]
    public void Late_positions_are_exact_in_single_precision_too()
    {
        using var scope = NewDisposeScope();
        var (cos, _) = Tables(
            tensor(
                new long[,]
                {
                    { 100_003 },
                }
            ),
            Plain
        );
        Assert.Equal(ScalarType.Float32, cos.dtype);
        Numbers.Equal([Math.Cos(100_003), Math.Cos(10_000.3), Math.Cos(100_003), Math.Cos(10_000.3)], cos, 1e-7);
    }

    [Fact]
    public void Linear_scaling_divides_every_frequency() =>
        Assert.Equal(
            [0.25, 0.025],
            RotaryFrequencies.Of(Plain with { LinearFactor = 4 }, 1, 8).Select(f => Math.Round(f, 15))
        );

    [Fact]
    public void Llama_3_scaling_keeps_short_waves_stretches_long_ones_and_interpolates_between()
    {
        // Base 10^6 and width 6 give frequencies 1, 0.01 and 0.0001: wavelengths 6.28, 628 and 62,832.
        var rotary = new RotaryEmbedding
        {
            Width = 6,
            Base = 1e6,
            Llama3Scaling = new Llama3RotaryScaling
            {
                Factor = 8,
                LowFrequencyFactor = 1,
                HighFrequencyFactor = 4,
                OriginalContext = 1024,
            },
        };
        var frequencies = RotaryFrequencies.Of(rotary, 1, 8);
        // 6.28 < 256 stays; 62,832 > 1024 is divided by 8; for 628 the share kept is (1024/628.3185 - 1) / 3 = 0.2099155.
        Assert.Equal(1, frequencies[0], 12);
        Assert.Equal(0.01 * (0.209915539 + (1 - 0.209915539) / 8), frequencies[1], 9);
        Assert.Equal(0.0001 / 8, frequencies[2], 12);
    }

    [Fact]
    public void Rotation_pairs_the_two_halves_and_lets_the_rest_of_the_head_pass()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = Tables(
            tensor(
                new long[,]
                {
                    { 3 },
                    { 5 },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        // [head 1, row 2, position 1, d_head 5]
        var x = tensor(new double[] { 1, 2, 3, 4, 9, 5, 6, 7, 8, 9 }).reshape(1, 2, 1, 5);
        var rotated = Ops.Rotate(x, cos, sin);
        Assert.Equal(x.shape, rotated.shape);
        double[] expected = [.. Turn([1, 2, 3, 4], 3), 9, .. Turn([5, 6, 7, 8], 5), 9];
        Numbers.Equal(expected, rotated);
    }

    [Fact]
    public void Rotation_works_for_every_layout_with_rows_in_front_of_positions()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var (cos, sin) = Tables(
            tensor(
                new long[,]
                {
                    { 0, 1, 2 },
                    { 4, 5, 6 },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        var x = rand([3, 7, 2, 3, 4], ScalarType.Float64);
        var all = Ops.Rotate(x, cos, sin);
        for (var row = 0; row < 2; row++)
        {
            using var one = NewDisposeScope();
            var part = Ops.Rotate(x[1, 2, row].unsqueeze(0), cos[row].unsqueeze(0), sin[row].unsqueeze(0));
            Numbers.Same(part[0], all[1, 2, row]);
        }
    }

    [Fact]
    public void Scores_of_rotated_vectors_depend_on_the_distance_only()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        var (q, k) = (rand(1, 1, 4, dtype: ScalarType.Float64), rand(1, 1, 4, dtype: ScalarType.Float64));
        Numbers.Same(Score(q, k, 2, 5), Score(q, k, 102, 105));
        Assert.NotEqual(Score(q, k, 2, 5).item<double>(), Score(q, k, 2, 6).item<double>(), 3);
    }

    [Fact]
    public void Rotation_is_differentiable()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = Tables(
            tensor(
                new long[,]
                {
                    { 2 },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        var x = ones(1, 1, 6, dtype: ScalarType.Float64).requires_grad_();
        var gradient = Ops.CheckedGradients(Ops.Rotate(x, cos, sin).sum(), [x])[0];
        double[] expected =
        [
            Math.Cos(2) + Math.Sin(2),
            Math.Cos(0.2) + Math.Sin(0.2),
            Math.Cos(2) - Math.Sin(2),
            Math.Cos(0.2) - Math.Sin(0.2),
            1,
            1,
        ];
        Numbers.Equal(expected, gradient);
    }

    [Fact]
    public void Tables_wider_than_a_head_and_positions_that_are_not_ids_are_refused()
    {
        using var scope = NewDisposeScope();
        var (cos, sin) = Tables(
            tensor(
                new long[,]
                {
                    { 2 },
                }
            ),
            Plain
        );
        Assert.Throws<ArgumentException>(() => Ops.Rotate(ones(1, 1, 2), cos, sin));
        Assert.Throws<ArgumentException>(() => Tables(ones(1, 2), Plain));
        Assert.Throws<ArgumentException>(() => Tables(tensor(new long[] { 1 }), Plain));
    }

    private static double[] Turn(double[] x, double position)
    {
        var (c0, s0) = (Math.Cos(position), Math.Sin(position));
        var (c1, s1) = (Math.Cos(position / 10), Math.Sin(position / 10));
        return [x[0] * c0 - x[2] * s0, x[1] * c1 - x[3] * s1, x[2] * c0 + x[0] * s0, x[3] * c1 + x[1] * s1];
    }

    private static Tensor Score(Tensor q, Tensor k, long at, long to)
    {
        var (cosAt, sinAt) = Tables(
            tensor(
                new long[,]
                {
                    { at },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        var (cosTo, sinTo) = Tables(
            tensor(
                new long[,]
                {
                    { to },
                }
            ),
            Plain,
            ScalarType.Float64
        );
        return Ops.Rotate(q, cosAt, sinAt).mul(Ops.Rotate(k, cosTo, sinTo)).sum();
    }
}
