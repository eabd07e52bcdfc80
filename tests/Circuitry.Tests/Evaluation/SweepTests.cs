namespace Circuitry.Tests;

public sealed class SweepTests
{
    private static readonly Circuit Found = SmallCircuits.Chain();
    private static readonly UnitSet Truth = SmallCircuits.Chain().ToUnitSet();

    [Fact]
    public void An_unfinished_run_enters_no_curve()
    {
        var perfect = Recovery.Of(Truth, Truth);
        var sweep = new Sweep(
            "threshold",
            [
                new()
                {
                    Setting = 0.1,
                    Status = SweepStatus.CutShort,
                    Recovery = perfect,
                    Kept = 6,
                },
            ]
        );

        Assert.False(sweep.IsFinished);
        Assert.Equal(RocCurve.Of([]).Points, sweep.EdgeCurve.Points);
        Assert.Equal(0, sweep.NodeCurve.PessimisticArea);
        Assert.Equal("threshold 0.1: 6 kept, CutShort, in no curve\n", sweep.ToString());
    }

    [Fact]
    public void A_finished_run_enters_both_curves()
    {
        var sweep = Sweep.Run("threshold", [0.1], Truth, (_, _) => Found);

        Assert.True(sweep.IsFinished);
        Assert.Equal(1, sweep.EdgeCurve.PessimisticArea);
        Assert.Equal(1, sweep.NodeCurve.PessimisticArea);
        Assert.Equal("threshold 0.1: 6 kept, edges (0, 1), nodes (0, 1)\n", sweep.ToString());
    }

    [Fact]
    public void After_a_run_that_was_cancelled_none_is_started()
    {
        using var source = new CancellationTokenSource();
        var started = new List<double>();

        var sweep = Sweep.Run(
            "threshold",
            [0.3, 0.2, 0.1],
            Truth,
            (setting, cancellation) =>
            {
                started.Add(setting);
                if (setting == 0.2)
                {
                    source.Cancel();
                }

                cancellation.ThrowIfCancellationRequested();
                return Found;
            },
            source.Token
        );

        Assert.Equal([0.3, 0.2], started);
        Assert.Equal([0.1, 0.2, 0.3], sweep.Points.Select(point => point.Setting));
        Assert.Equal(
            [SweepStatus.NotStarted, SweepStatus.CutShort, SweepStatus.Finished],
            sweep.Points.Select(point => point.Status)
        );
    }

    [Fact]
    public void A_finished_run_without_a_recovery_is_refused() =>
        Assert.Throws<EvaluationException>(() =>
            new Sweep("threshold", [new() { Setting = 1, Status = SweepStatus.Finished }])
        );
}
