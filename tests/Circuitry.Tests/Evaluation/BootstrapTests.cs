namespace Circuitry.Tests;

public sealed class BootstrapTests
{
    private static readonly double[] Values = [1, 2, 4, 8];

    private static double Mean(IReadOnlyList<int> prompts) => prompts.Average(prompt => Values[prompt]);

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var first = new Bootstrap { Resamples = 200 }.Estimate(4, Mean);

        Assert.Equal(first, new Bootstrap { Resamples = 200 }.Estimate(4, Mean));
        Assert.NotEqual(first, new Bootstrap { Resamples = 200, Seed = 1 }.Estimate(4, Mean));
        Assert.Equal(3.75, first.Value);
        Assert.InRange(first.Lower, 1, 3.75);
        Assert.InRange(first.Upper, 3.75, 8);
    }

    [Fact]
    public void The_interval_of_a_mean_is_about_that_of_a_normal_distribution()
    {
        // 400 prompts, half 0 and half 1: the mean's standard error is 0.025.
        var estimate = new Bootstrap { Resamples = 4000 }.Estimate(
            400,
            prompts => prompts.Average(prompt => (double)(prompt % 2))
        );

        Assert.Equal(0.5 - 1.96 * 0.025, estimate.Lower, 0.005);
        Assert.Equal(0.5 + 1.96 * 0.025, estimate.Upper, 0.005);
    }

    [Fact]
    public void Resamples_without_a_value_are_counted_and_left_out()
    {
        // Undefined unless prompt 0 of 2 was drawn: three resamples in four.
        var estimate = Bootstrap.Default.Estimate(2, prompts => prompts.Contains(0) ? 5 : double.NaN);

        Assert.InRange(estimate.Undefined, 200, 300);
        Assert.Equal((5, 5, 5), (estimate.Value, estimate.Lower, estimate.Upper));
        Assert.Equal("5 [5, 5]", estimate.ToString());
        Assert.Equal("undefined [undefined, undefined]", Bootstrap.Default.Estimate(2, _ => double.NaN).ToString());
    }

    [Fact]
    public void No_prompts_no_resamples_and_a_level_out_of_range_are_refused()
    {
        Assert.Throws<EvaluationException>(() => Bootstrap.Default.Estimate(0, Mean));
        Assert.Throws<EvaluationException>(() => new Bootstrap { Resamples = 0 }.Estimate(4, Mean));
        Assert.Throws<EvaluationException>(() => new Bootstrap { Level = 1 }.Estimate(4, Mean));
    }
}
