using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

public sealed class ScheduleTests
{
    [Fact]
    public void A_late_ramp_is_zero_then_a_line_then_one()
    {
        double[] factors = [.. Enumerable.Range(0, 8).Select(step => MaskSchedule.LateRamp.At(step, 8))];
        Assert.Equal([0, 0, 0.25, 0.5, 0.75, 1, 1, 1], factors);
    }

    [Fact]
    public void A_warm_up_does_not_lose_its_first_step()
    {
        Assert.Equal(0.1, MaskSchedule.Warmup.At(0, 100), 1e-12);
        Assert.Equal(1, MaskSchedule.Warmup.At(9, 100));
        Assert.All(Enumerable.Range(0, 5), step => Assert.Equal(1, MaskSchedule.Constant.At(step, 5)));
    }

    [Fact]
    public void Training_ends_once_the_smoothed_objective_stops_falling_and_lambda_has_settled()
    {
        using var experiment = SmallEdges.From(Small.Model());
        // No gate moves noticeably at this rate, so that only noise is left and nothing improves by the least that counts.
        var options = new SubnetworkProbingOptions
        {
            Lambda = 0.1,
            Steps = 60,
            LearningRate = 1e-9,
            Patience = 10,
            LeastImprovement = 1e6,
        };
        string Taken(SubnetworkProbingOptions with) =>
            new SubnetworkProbing(experiment, with).Discover().Provenance.Method.Settings["steps_taken"];
        Assert.Equal("11", Taken(options));
        // The ramp ends at step 45, from which waiting counts.
        Assert.Equal("56", Taken(options with { LambdaSchedule = MaskSchedule.LateRamp }));
        Assert.Equal("60", Taken(options with { Patience = null }));
    }

    [Fact]
    public void Adam_takes_the_steps_of_the_published_algorithm()
    {
        using var scope = NewDisposeScope();
        var parameter = tensor([1.0, -2.0], float64);
        using var adam = new Adam(parameter);
        // Worked by hand from algorithm 1: gradients (0.5, -3), then (1, 0), rate 0.1.
        adam.Step(parameter, tensor([0.5, -3.0], float64), 0.1, 0);
        Assert.Equal(0.9, parameter[0].item<double>(), 1e-7);
        Assert.Equal(-1.9, parameter[1].item<double>(), 1e-7);
        adam.Step(parameter, tensor([1.0, 0.0], float64), 0.1, 1);
        var first = (0.9 * 0.05 + 0.1 * 1) / (1 - 0.81);
        var second = (0.999 * 0.00025 + 0.001 * 1) / (1 - 0.999 * 0.999);
        Assert.Equal(0.9 - 0.1 * first / Math.Sqrt(second), parameter[0].item<double>(), 1e-7);
    }

    [Fact]
    public void Multipliers_climb_while_the_target_is_missed()
    {
        using var scope = NewDisposeScope();
        using var constraint = new SparsityConstraint("edges", (1, 4), _ => 0.5, 0.1, CPU);
        var gates = tensor([0.0, 1, 1, 1, 0], float64); // sparsity 1/4 of the four that count
        Assert.Equal(0, constraint.Of(gates, gates, 0).item<double>());
        constraint.Adapt(gates, 0);
        // Adam's first step is its rate: l1 falls with s - t = -1/4, l2 rises with 1/16.
        Assert.Equal(-0.1 * -0.25 + 0.1 * 0.0625, constraint.Of(gates, gates, 1).item<double>(), 1e-6);
    }
}
