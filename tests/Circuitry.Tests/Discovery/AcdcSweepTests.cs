namespace Circuitry.Tests;

/// <summary>ACDC at many thresholds that share what they have in common.</summary>
public sealed class AcdcSweepTests
{
    private static readonly double[] Thresholds = [0.3, 0.001, -0.01, 0.1, 0.0003, 0, 0.03, 0.01, 1, 0.003, 0.0001];

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void A_sweep_finds_the_circuits_of_separate_searches_to_the_byte(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var rule in name == "serial edges" ? Enum.GetValues<AcdcRule>() : [AcdcRule.Signed])
        {
            var reports = new Listener();
            var runs = Sweep(experiment, rule).Discover(reports);
            var separate = 0.0;
            foreach (var (run, threshold) in runs.Zip(Thresholds.Order()))
            {
                var alone = new Listener();
                var options = new AcdcOptions { Threshold = threshold, Rule = rule };
                var circuit = new AcdcSearch(experiment, options).Discover(alone);
                separate += alone.Last["evaluated"]!.Value;
                Assert.Equal(SweepStatus.Finished, run.Status);
                Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(run.Circuit!));
            }

            var together = reports.Last["evaluated"];
            Assert.True(together < separate, $"{together} evaluations instead of {separate}");
        }
    }

    [Theory]
    [InlineData("serial edges")]
    [InlineData("parallel merged")]
    public void Every_threshold_of_a_step_leads_to_the_same_decisions(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var run in Sweep(experiment, AcdcRule.Signed).Discover())
        {
            var above = run.Above!.Value;
            var upTo = run.UpTo!.Value;
            Assert.InRange(run.Threshold, Math.BitIncrement(above), upTo);
            // Beyond the ends some test comes out otherwise; at them, and just inside, none does.
            if (double.IsFinite(above))
            {
                Assert.NotEqual(Decisions(run.Threshold), Decisions(above));
                Assert.Equal(Decisions(run.Threshold), Decisions(Math.BitIncrement(above)));
            }

            if (double.IsFinite(upTo))
            {
                Assert.Equal(Decisions(run.Threshold), Decisions(upTo));
                Assert.NotEqual(Decisions(run.Threshold), Decisions(Math.BitIncrement(upTo)));
            }
        }

        string Decisions(double threshold)
        {
            var steps = new List<(string, bool)>();
            new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold }).Discover(trace: step =>
                steps.Add((step.Unit, step.Kept))
            );
            return string.Join('\n', steps);
        }
    }

    [Theory]
    [InlineData("serial positions")]
    [InlineData("grouped edges")]
    public void Predictions_leave_the_circuits_of_a_sweep_as_they_are(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        // At 0 the sign of a divergence that is 0 but for rounding would decide, and rounding depends on what runs together.
        double[] thresholds = [.. Thresholds.Where(threshold => threshold != 0)];
        var plain = new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = thresholds }).Discover();
        var effects = new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.003 }).Discover();
        var scores = new double[experiment.Units.Count];
        foreach (var unit in effects.Kept.Concat(effects.Removed))
        {
            scores[unit.Index] = unit.Score;
        }

        var options = new AcdcSweepOptions
        {
            Thresholds = thresholds,
            Predictions = new UnitScores(experiment.Units, scores, effects.Provenance.Method),
        };
        var predicted = new AcdcSweep(experiment, options).Discover();

        Assert.Equal(plain.Select(Units), predicted.Select(Units));

        static string Units(AcdcRun run) => string.Join(' ', run.Circuit!.Kept.Select(unit => unit.Name));
    }

    [Fact]
    public void Direct_edges_of_paper_mode_tell_thresholds_apart_too()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var runs = new AcdcSweep(
            experiment,
            new AcdcSweepOptions { Thresholds = Thresholds, PaperMode = true }
        ).Discover();
        foreach (var run in runs)
        {
            var options = new AcdcOptions { Threshold = run.Threshold, PaperMode = true };
            Assert.Equal(
                CircuitJson.ToText(new AcdcSearch(experiment, options).Discover()),
                CircuitJson.ToText(run.Circuit!)
            );
        }
    }

    [Theory]
    [InlineData("serial positions")]
    [InlineData("grouped edges")]
    [InlineData("parallel merged")]
    [InlineData("bidirectional nodes")]
    public void A_resumed_sweep_ends_in_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var reports = new Listener();
        var whole = Texts(Sweep(experiment, AcdcRule.Signed).Discover(reports));
        var path = folder.File("sweep.safetensors");
        // Cut short at every eleventh visit, again and again, until it ends.
        var visits = 0;
        IReadOnlyList<AcdcRun> runs;
        do
        {
            using var again = SmallExperiments.Load(name);
            using var stop = new CancellationTokenSource();
            var seen = 0;
            var count = new Listener(_ =>
            {
                visits++;
                if (++seen == 11)
                {
                    stop.Cancel();
                }
            });
            runs = Sweep(again, AcdcRule.Signed, path).Discover(count, stop.Token);
            Assert.Equal(runs.Count(run => run.Status == SweepStatus.Finished), seen == 0 ? 0 : count.Last.Done);
            Assert.True(File.Exists(path));
        } while (runs.Any(run => run.Status != SweepStatus.Finished));

        Assert.Equal(whole, Texts(runs));
        Assert.Equal(reports.All.Count, visits);

        static IEnumerable<string> Texts(IEnumerable<AcdcRun> runs) =>
            runs.Select(run => CircuitJson.ToText(run.Circuit!));
    }

    [Fact]
    public void Runs_that_did_not_end_are_in_no_curve()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var truth = UnitSet.Of(experiment.Units, [0, 3, 5, 20, 40]);
        using var stop = new CancellationTokenSource();
        var untilSomeEnd = new Listener(report =>
        {
            if (report.Done >= 4)
            {
                stop.Cancel();
            }
        });

        var cut = Circuitry.Evaluation.Sweep.Of(
            Sweep(experiment, AcdcRule.Signed).Discover(untilSomeEnd, stop.Token),
            truth
        );
        var none = Sweep(experiment, AcdcRule.Signed).Discover(cancellation: stop.Token);
        var whole = Circuitry.Evaluation.Sweep.Of(Sweep(experiment, AcdcRule.Signed).Discover(), truth);

        Assert.False(cut.IsFinished);
        Assert.Equal(Thresholds.Length, cut.Points.Count);
        Assert.InRange(cut.Points.Count(point => point.Status == SweepStatus.Finished), 4, Thresholds.Length - 1);
        Assert.All(
            cut.Points.Where(point => point.Status != SweepStatus.Finished),
            point => Assert.Null(point.Recovery)
        );
        Assert.All(none, run => Assert.Equal(SweepStatus.NotStarted, run.Status));
        Assert.True(whole.IsFinished);
        Assert.NotEqual(whole.EdgeCurve.ToString(), cut.EdgeCurve.ToString());
    }

    [Fact]
    public void Progress_only_goes_forward_and_ends_complete()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var reports = new Listener();
        Sweep(experiment, AcdcRule.Signed).Discover(reports);

        Assert.All(reports.All, report => Assert.Equal(Thresholds.Length, report.Total));
        Assert.Contains(reports.All, report => report.Together > 1);
        Assert.All(
            reports.All.Zip(reports.All.Skip(1)),
            pair =>
            {
                Assert.True(pair.First.Done <= pair.Second.Done);
                Assert.True(pair.First["rounds"] <= pair.Second["rounds"]);
                Assert.True(pair.First["evaluated"] <= pair.Second["evaluated"]);
            }
        );
        Assert.Equal(Thresholds.Length, reports.Last.Done);
        Assert.Equal(1, reports.Last.Share);
        Assert.Equal(TimeSpan.Zero, reports.Last.Left);
    }

    [Fact]
    public void Thresholds_that_make_no_sweep_are_refused()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        Assert.Contains("no thresholds", Refused(), StringComparison.Ordinal);
        Assert.Contains("finite", Refused(0.1, double.NaN), StringComparison.Ordinal);
        Assert.Contains("0.1 is given 2 times", Refused(0.1, 0.2, 0.1), StringComparison.Ordinal);

        string Refused(params double[] thresholds) =>
            Assert
                .Throws<ArgumentException>(() =>
                    new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = thresholds })
                )
                .Message;
    }

    [Fact]
    public void A_checkpoint_of_another_sweep_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sweep.safetensors");
        using var experiment = SmallExperiments.Load("serial edges");
        using var stop = new CancellationTokenSource();
        Sweep(experiment, AcdcRule.Signed, path).Discover(new Listener(_ => stop.Cancel()), stop.Token);

        Assert.Throws<CheckpointException>(() => Sweep(experiment, AcdcRule.Absolute, path).Discover());
        Assert.Throws<CheckpointException>(() =>
            new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = [0.1], Checkpoint = path }).Discover()
        );
        Assert.Throws<CheckpointException>(() =>
            new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.1, Checkpoint = path }).Discover()
        );
    }

    private static AcdcSweep Sweep(GraphExperiment experiment, AcdcRule rule, string? checkpoint = null) =>
        new(
            experiment,
            new AcdcSweepOptions
            {
                Thresholds = Thresholds,
                Rule = rule,
                Checkpoint = checkpoint,
            }
        );
}
