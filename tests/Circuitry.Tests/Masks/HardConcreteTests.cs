using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

public sealed class HardConcreteTests
{
    // Worked by hand: noise ln(u / (1 - u)), s = sigmoid((noise + logit) * 1.5), gate = 1.2 s - 0.1 within 0 and 1.
    [Theory]
    [InlineData(0.5, 0, 0.5)]
    [InlineData(0.5, 1, 0.8810893714)]
    [InlineData(0.6, -0.2, 0.5917343241)]
    [InlineData(0.9, 2, 1)]
    [InlineData(0.1, -2, 0)]
    public void A_gate_is_the_stretched_and_cut_sigmoid_of_noise_and_logit(double uniform, double logit, double gate)
    {
        using var scope = NewDisposeScope();
        var drawn = HardConcrete.Sample(tensor([logit], float64), tensor([uniform], float64));
        Assert.Equal(gate, drawn.item<double>(), 1e-9);
    }

    [Fact]
    public void Noise_is_cut_at_both_ends()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([9.2, -9.2], float64);
        var atTheEnds = HardConcrete.Sample(logits, tensor([0.0, 1.0], float64));
        var atTheCuts = HardConcrete.Sample(logits, tensor([1e-4, 0.9999], float64));
        Assert.Equal(atTheCuts.data<double>().ToArray(), atTheEnds.data<double>().ToArray());
        Assert.InRange(atTheEnds[0].item<double>(), 0.4, 0.6);
    }

    [Fact]
    public void The_value_nine_tenths_is_the_logit_ln_five()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(5), HardConcrete.LogitOf(0.9), 1e-12);
        Assert.Equal(0.9, HardConcrete.Value(tensor([Math.Log(5)], float64)).item<double>(), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => HardConcrete.LogitOf(1.5));
    }

    [Fact]
    public void The_open_probability_is_the_share_of_drawn_gates_that_are_not_zero()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        foreach (var logit in new[] { -3.0, -1.0, 0.5 })
        {
            var logits = full(200_000, Scalars.Of(logit), dtype: float64);
            var drawn = HardConcrete.Sample(logits, generator);
            var open = drawn.gt(Scalars.Zero).to(float64).mean().item<double>();
            var kept = drawn.ge(Scalars.Of(0.5)).to(float64).mean().item<double>();
            // Three standard errors of a share of 200,000 are below 0.0034.
            Assert.Equal(open, HardConcrete.OpenProbability(logits)[0].item<double>(), 0.0034);
            Assert.Equal(kept, logits[0].sigmoid().item<double>(), 0.0034);
        }
    }

    [Fact]
    public void Gradients_of_density_and_gates_are_the_finite_differences()
    {
        using var scope = NewDisposeScope();
        double[] points = [-1.3, -0.2, 0.4, 1.1];
        var uniform = tensor([0.6, 0.7, 0.35, 0.5], float64);
        foreach (
            var of in new Func<Tensor, Tensor>[]
            {
                HardConcrete.OpenProbability,
                HardConcrete.Value,
                logits => HardConcrete.Sample(logits, uniform),
            }
        )
        {
            var logits = tensor(points, float64).requires_grad_();
            var gradient = Ops.CheckedGradients(of(logits).sum(), [logits])[0].data<double>().ToArray();
            for (var i = 0; i < points.Length; i++)
            {
                double Shifted(double by)
                {
                    double[] moved = [.. points];
                    moved[i] += by;
                    return of(tensor(moved, float64)).sum().item<double>();
                }

                Assert.True(gradient[i] > 0.01, "a gate at its end has no gradient to compare");
                Assert.Equal((Shifted(1e-5) - Shifted(-1e-5)) / 2e-5, gradient[i], 1e-8);
            }
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_gates_and_another_seed_others()
    {
        using var scope = NewDisposeScope();
        double[] Draw(ulong seed)
        {
            using var generator = new Generator(seed, CPU);
            return HardConcrete.Sample(zeros(50, float64), generator).data<double>().ToArray();
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }
}
