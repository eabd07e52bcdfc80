namespace Circuitry.Experiments.Tests;

public sealed class ProgressLinesTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void A_training_prints_every_so_many_steps_and_the_last_one_with_the_steps_parts_before_it()
    {
        var lines = new ProgressLines(2, _lines.Add);
        for (var step = 0; step < 5; step++)
        {
            lines.Report(
                At(step) with
                {
                    Within = new Progress
                    {
                        Stage = "mlp_0",
                        Done = 1,
                        Total = 1,
                        Unit = "sites",
                    },
                }
            );
            lines.Report(At(step + 1));
        }

        Assert.Equal(
            [
                "  mlp_0: 1 of 1 sites",
                "training: 2 of 5 steps, loss 0.5",
                "  mlp_0: 1 of 1 sites",
                "training: 4 of 5 steps, loss 0.25",
                "  mlp_0: 1 of 1 sites",
                "training: 5 of 5 steps, loss 0.2",
            ],
            _lines
        );
    }

    [Fact]
    public void A_total_that_only_the_command_knows_is_filled_in()
    {
        var seen = new List<Progress>();
        var to = new Collector(seen);
        new WithTotal(to, 8).Report(At(2) with { Total = null });
        new WithTotal(to, 8).Report(At(2));

        Assert.Equal([8, 5], seen.Select(at => at.Total));
        Assert.Equal(0.25, seen[0].Share);
    }

    private static Progress At(int step) =>
        new()
        {
            Stage = "training",
            Done = step,
            Total = 5,
            Readings = [new("loss", 1.0 / step)],
        };

    private sealed class Collector(List<Progress> seen) : IProgress<Progress>
    {
        public void Report(Progress value) => seen.Add(value);
    }
}
