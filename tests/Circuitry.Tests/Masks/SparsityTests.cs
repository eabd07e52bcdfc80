namespace Circuitry.Tests.Masks;

/// <summary>A training that ends off its target sparsity says so.</summary>
public sealed class SparsityTests
{
    [Fact]
    public void A_training_that_is_cut_too_short_misses_its_target_and_says_so_everywhere()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var mask = Prune(experiment, 0.9, steps: 3);
        var edges = Assert.Single(mask.Sparsity);
        Assert.Equal(("edges", experiment.Graph.EdgeCount, 0.9), (edges.Gates, edges.Count, edges.Target));
        Assert.Equal(mask.Circuit.Kept.Count, edges.Kept);
        Assert.Equal(1 - (double)mask.Circuit.Kept.Count / experiment.Graph.EdgeCount, edges.Reached);
        Assert.True(edges.Reached < 0.1);
        Assert.True(mask.TargetMissed);
        var settings = mask.Circuit.Provenance.Method.Settings;
        Assert.Equal("true", settings["target_missed"]);
        Assert.Equal(FormattableString.Invariant($"{edges.Reached}"), settings["sparsity_of_edges"]);
        Assert.Contains(
            "training missed its target sparsity",
            CircuitText.Summary(mask.Circuit),
            StringComparison.Ordinal
        );
        Assert.EndsWith(", target 0.9, missed", edges.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_reached_is_not_missed()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var mask = Prune(experiment, 0, steps: 3);
        Assert.False(mask.TargetMissed);
        Assert.Equal("false", mask.Circuit.Provenance.Method.Settings["target_missed"]);
        Assert.DoesNotContain("missed", CircuitText.Summary(mask.Circuit).Replace("target_missed false", ""));
    }

    [Fact]
    public void Gates_of_writers_have_a_target_of_their_own()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var mask = new EdgePruning(
            experiment,
            new EdgePruningOptions
            {
                TargetSparsity = 0,
                TargetWriterSparsity = 0.8,
                Steps = 3,
                WarmupSteps = 1,
            }
        ).Train();
        Assert.Equal([false, true], mask.Sparsity.Select(sparsity => sparsity.IsMissed));
        Assert.Equal(["edges", "writers"], mask.Sparsity.Select(sparsity => sparsity.Gates));
        Assert.True(mask.TargetMissed);
    }

    [Fact]
    public void Subnetwork_probing_has_a_price_and_no_target()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var mask = new SubnetworkProbing(experiment, new SubnetworkProbingOptions { Lambda = 1, Steps = 3 }).Train();
        var edges = Assert.Single(mask.Sparsity);
        Assert.Null(edges.Target);
        Assert.False(mask.TargetMissed);
        Assert.Equal(mask.Circuit.Kept.Count, edges.Kept);
        Assert.Contains("sparsity_of_edges", mask.Circuit.Provenance.Method.Settings.Keys);
        Assert.DoesNotContain("target_missed", mask.Circuit.Provenance.Method.Settings.Keys);
    }

    [Theory]
    [InlineData(1000, 100, 0.9, false)]
    [InlineData(1000, 110, 0.9, false)] // one percent is the tolerance
    [InlineData(1000, 111, 0.9, true)]
    [InlineData(1000, 89, 0.9, true)] // sparser than asked for is missed as well
    [InlineData(20, 3, 0.9, false)] // one gate is the least there is to miss by
    [InlineData(20, 4, 0.9, true)]
    [InlineData(20, 20, 1.1, false)] // what only pushes is not there to be reached
    public void A_target_is_missed_by_more_than_a_percent_and_a_gate(int count, int kept, double target, bool missed) =>
        Assert.Equal(missed, new MaskSparsity("edges", count, kept, target).IsMissed);

    [Fact]
    public void A_comparison_marks_what_missed_its_target_also_when_it_is_resumed()
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallEdges.From(Small.Model());
        var options = new ComparisonOptions
        {
            Contenders =
            [
                EdgePruning.Contender(
                    [0, 0.9],
                    new EdgePruningOptions
                    {
                        TargetSparsity = 0,
                        Steps = 3,
                        WarmupSteps = 1,
                    }
                ),
                EdgeAttributionPatching.Contender(),
            ],
            Bootstrap = new Bootstrap { Resamples = 10 },
            Checkpoint = folder.Path,
        };
        using var stop = new CancellationTokenSource();
        var stopping = new Listener(progress =>
        {
            if (progress.Done == 1)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() =>
            new AlgorithmComparison(experiment, options).Run(stopping, stop.Token)
        );
        var comparison = new AlgorithmComparison(experiment, options).Run();
        var points = comparison.Entries[0].Points;
        Assert.Null(points[0].Missed);
        Assert.Contains("target 0.9, missed", points[1].Missed, StringComparison.Ordinal);
        var table = ComparisonText.Table(comparison);
        Assert.Contains("edge pruning *", table, StringComparison.Ordinal);
        Assert.Contains("\n* edge pruning at target sparsity 0.9: ", table, StringComparison.Ordinal);
        Assert.DoesNotContain("EAP *", table, StringComparison.Ordinal);
        Assert.Contains("\"missed\": ", ComparisonJson.ToText(comparison), StringComparison.Ordinal);
    }

    private static LearnedMask Prune(GraphExperiment experiment, double target, int steps) =>
        new EdgePruning(
            experiment,
            new EdgePruningOptions
            {
                TargetSparsity = target,
                Steps = steps,
                WarmupSteps = 1,
            }
        ).Train();
}
