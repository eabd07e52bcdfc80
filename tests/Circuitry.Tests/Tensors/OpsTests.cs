using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class OpsTests
{
    static OpsTests() => TorchRuntime.Start();

    [Fact]
    public void TorchSharps_sum_of_0_is_still_not_the_sum_over_dimension_0()
    {
        using var scope = NewDisposeScope();
        var x = tensor(
            new double[,]
            {
                { 1.5, 2 },
                { 3, 4 },
            }
        );
        // If this fails, TorchSharp has been mended: Ops.Sum and its rule can go.
        Assert.Equal(ScalarType.Byte, x.sum(0).dtype);
        Assert.Equal(0, x.sum(0).ndim);
        Numbers.Equal([4.5, 6], Ops.Sum(x, 0));
    }

    [Fact]
    public void Sums_run_over_the_named_dimensions()
    {
        using var scope = NewDisposeScope();
        var x = Ops.Range(24, ScalarType.Float64).reshape(2, 3, 4);
        Numbers.Equal([6, 22, 38, 54, 70, 86], Ops.Sum(x, 2));
        Numbers.Equal([66, 210], Ops.Sum(x, [1, 2]));
        Numbers.Equal([60, 66, 72, 78], Ops.Sum(x, [0, 1]), 0);
        Assert.Equal([2L, 1, 1], Ops.Sum(x, [1, -1], keepDim: true).shape);
        Assert.Throws<ArgumentException>(() => Ops.Sum(x, []));
    }

    [Fact]
    public void TorchSharps_baddbmm_still_swaps_its_arguments()
    {
        using var scope = NewDisposeScope();
        var bias = tensor(
            new double[,,]
            {
                {
                    { 1, 2 },
                    { 3, 4 },
                },
            }
        );
        var a = tensor(
            new double[,,]
            {
                {
                    { 0, 1 },
                    { 2, 0 },
                },
            }
        );
        var b = tensor(
            new double[,,]
            {
                {
                    { 5, 6 },
                    { 7, 8 },
                },
            }
        );
        double[] right = [8, 10, 13, 16];
        // If the second line fails, TorchSharp has been mended.
        Numbers.Equal(right, Ops.BatchMultiplyAdd(bias, a, b));
        Assert.ThrowsAny<Exception>(() => Numbers.Equal(right, baddbmm(bias, a, b, 1, 1)));
    }

    [Fact]
    public void Batched_products_broadcast_their_bias_and_pass_gradients_to_all_three()
    {
        using var scope = NewDisposeScope();
        var bias = tensor(new double[] { 10, 20 }).requires_grad_();
        var a = Ops.Range(8, ScalarType.Float64).reshape(2, 2, 2).requires_grad_();
        var b = Ops.Range(8, ScalarType.Float64).reshape(2, 2, 2).requires_grad_();
        var result = Ops.BatchMultiplyAdd(bias, a, b);
        Numbers.Equal([12, 23, 16, 31, 56, 75, 76, 99], result);
        var gradients = Ops.CheckedGradients(result.sum(), [bias, a, b]);
        Numbers.Equal([4, 4], gradients[0]);
        Numbers.Equal([1, 5, 1, 5, 9, 13, 9, 13], gradients[1]);
        Numbers.Equal([2, 2, 4, 4, 10, 10, 12, 12], gradients[2]);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void A_linear_map_multiplies_from_the_right_whatever_the_leading_dimensions(ScalarType type)
    {
        using var scope = NewDisposeScope();
        // Square, so that a swapped or transposed product would go unnoticed by its shape.
        var W = tensor(
                new double[,]
                {
                    { 1, 2 },
                    { 3, 4 },
                }
            )
            .to(type);
        var b = tensor(new double[] { 100, 200 }).to(type);
        var x = Ops.Range(8, type).reshape(2, 2, 1, 2);
        double[] product = [3, 4, 11, 16, 19, 28, 27, 40];
        var mapped = Ops.Linear(x, W);
        Assert.Equal([2L, 2, 1, 2], mapped.shape);
        Assert.Equal(type, mapped.dtype);
        Numbers.Equal(product, mapped);
        Numbers.Equal(product.Select((p, i) => p + (i % 2 == 0 ? 100 : 200)).ToList(), Ops.Linear(x, W, b));
        Numbers.Equal([1, 2], Ops.Linear(tensor(new double[] { 1, 0 }).to(type), W));
        Numbers.Equal(
            [103, 204],
            Ops.Linear(
                tensor(
                        new double[,]
                        {
                            { 0, 1 },
                        }
                    )
                    .to(type),
                W,
                b
            )
        );
        Assert.Equal([2L, 2, 1, 3], Ops.Linear(x, ones(2, 3).to(type)).shape);
    }

    [Fact]
    public void Sums_and_multiples_equal_the_operators()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, -2 });
        Numbers.Equal([2, -4], Ops.Add(x, x));
        Numbers.Equal([0.25, -0.5], Ops.Scale(x, 0.25));
    }

    [Theory]
    [InlineData(Nonlinearity.Relu, 0, 0.7)]
    [InlineData(Nonlinearity.Gelu, -0.15426876936299344, 0.5306254434438489)]
    [InlineData(Nonlinearity.GeluTanh, -0.15428599017485606, 0.5305701347051167)]
    [InlineData(Nonlinearity.Silu, -0.1887703343990727, 0.46773144051771626)]
    public void Activations_equal_numbers_computed_by_hand(
        Nonlinearity nonlinearity,
        double atMinusHalf,
        double atSevenTenths
    )
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { -0.5, 0.7 });
        Numbers.Equal([atMinusHalf, atSevenTenths], Ops.Activate(nonlinearity, x));
        Numbers.Equal([atMinusHalf, atSevenTenths], Ops.Activate(nonlinearity, x.to(ScalarType.Float32)), 1e-6);
    }

    [Fact]
    public void A_thousand_operations_in_scopes_hold_memory_flat()
    {
        const int Elements = 1 << 20;
        var before = 0L;
        for (var i = 0; i < 1010; i++)
        {
            // The first rounds fill the allocator's own reserve.
            if (i == 10)
            {
                before = Environment.WorkingSet;
            }

            using var scope = NewDisposeScope();
            var x = zeros(1, 4, Elements / 4);
            var added = Ops.Add(Ops.RmsNorm(x, null, 1e-5), Ops.Scale(x, 2));
            using var outer = Ops.Sum(added, 2);
        }

        // Each round makes five tensors of 4 MiB: leaking one of them would leave 4 GiB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 512L << 20);
    }
}
