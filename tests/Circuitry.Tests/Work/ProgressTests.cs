namespace Circuitry.Tests;

/// <summary>One type says how far any work has come.</summary>
public sealed class ProgressTests
{
    private static readonly Progress Search = new()
    {
        Stage = "ACDC",
        Done = 6,
        Total = 12,
        Unit = "readers",
        Readings = [new("kept", 1234567), new("metric", 0.5)],
        Elapsed = TimeSpan.FromSeconds(3),
    };

    private static readonly Progress Comparison = new()
    {
        Stage = "comparison",
        Done = 1,
        Total = 4,
        Unit = "algorithms",
        Within = Search,
        Elapsed = TimeSpan.FromSeconds(75),
        Left = TimeSpan.FromHours(2.5),
    };

    [Fact]
    public void It_is_one_line_with_the_step_under_way_and_the_time_of_the_whole()
    {
        Assert.Equal("ACDC: 6 of 12 readers, kept 1234567, metric 0.5, 3.0 s", Search.ToString());
        Assert.Equal(
            "comparison: 1 of 4 algorithms > ACDC: 6 of 12 readers, kept 1234567, metric 0.5, 1 min 15 s, 2 h 30 min left",
            Comparison.ToString()
        );
        Assert.Equal(
            "contexts: 3 texts",
            new Progress
            {
                Stage = "contexts",
                Done = 3,
                Unit = "texts",
            }.ToString()
        );
        Assert.Equal(
            "training: 9 of 9 steps, 1.0 s",
            (
                Search with
                {
                    Stage = "training",
                    Done = 9,
                    Total = 9,
                    Unit = "steps",
                    Readings = [],
                    Elapsed = TimeSpan.FromSeconds(1),
                    Left = TimeSpan.Zero,
                }
            ).ToString()
        );
    }

    [Theory]
    [InlineData(0.0, "loss 0")]
    [InlineData(-3, "loss -3")]
    [InlineData(0.123456789, "loss 0.123457")]
    [InlineData(1e300, "loss 1E+300")]
    [InlineData(double.NaN, "loss NaN")]
    [InlineData(double.PositiveInfinity, "loss Infinity")]
    public void A_reading_is_printed_in_full_where_it_is_whole_and_to_six_digits_where_not(double value, string text) =>
        Assert.Equal(text, new Reading("loss", value).ToString());

    [Fact]
    public void The_share_counts_the_step_under_way()
    {
        Assert.Equal(0.5, Search.Share);
        Assert.Equal(1.5 / 4, Comparison.Share);
        Assert.Equal(2.0 / 4, (Comparison with { Together = 2 }).Share);
        Assert.Equal(1.0 / 4, (Comparison with { Together = 0 }).Share);
        Assert.Equal(1.0 / 4, (Comparison with { Within = Search with { Total = null } }).Share);
        Assert.Equal(1, (Comparison with { Done = 4 }).Share);
        Assert.Null((Comparison with { Total = null }).Share);
        Assert.Null((Comparison with { Total = 0 }).Share);
    }

    [Fact]
    public void A_reading_is_found_by_its_name_in_the_step_under_way_too()
    {
        Assert.Equal(0.5, Comparison["metric"]);
        Assert.Equal(9, (Comparison with { Readings = [new("metric", 9)] })["metric"]);
        Assert.Null(Comparison["loss"]);
    }

    [Fact]
    public void A_meter_estimates_the_time_left_by_the_steps_that_were_done_since_it_began()
    {
        var told = new Listener();
        var meter = new ProgressMeter(told, "training", 100, start: 60);

        meter.Report(60);
        meter.Report(70, new Reading("loss", 2));
        meter.Step(70)!.Report(Search);
        meter.Report(100);

        Assert.Null(told.All[0].Left);
        Assert.Equal(told.All[1].Elapsed!.Value.TotalSeconds * 3, told.All[1].Left!.Value.TotalSeconds, 1e-6);
        Assert.Equal(2, told.All[1]["loss"]);
        Assert.Equal(0.705, told.All[2].Share!.Value, 1e-12);
        Assert.Equal(TimeSpan.Zero, told.Last.Left);
        Assert.True(told.All[0].Elapsed <= told.Last.Elapsed);
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_made_of_the_step_under_way()
    {
        var meter = new ProgressMeter(null, "training");
        meter.Report(1);
        Assert.Null(meter.Step(1));
    }
}
