using Circuitry.Tests.Masks;

namespace Circuitry.Tests.Evaluation;

public sealed class AlgorithmComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("circuitry-comparison-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_algorithm_is_judged_by_what_it_found()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var truth = experiment.Acdc(0.05).Discover().ToUnitSet();
        var comparison = experiment.Compare(Few(truth)).Run();

        Assert.Equal(["EAP", "exact", "HISP", "ACDC", "SP"], comparison.Entries.Select(entry => entry.Name));
        Assert.Equal(experiment.Measure(EdgeSet.All(experiment.Graph)), comparison.Full);
        var exact = comparison.Entries[1];
        Assert.Equal(experiment.ExactEffects().Score().Values, exact.Scores!.Values);
        Assert.Equal(RocCurve.OfRanking(truth, exact.Scores).TrapezoidArea, exact.EdgeRecovery!.TrapezoidArea);
        Assert.Equal(
            new Evaluator(experiment).Curve(exact.Scores).PerformanceRatio.Value,
            exact.Curve!.PerformanceRatio.Value
        );

        // The truth is one of the circuits that the sweep finds.
        var acdc = comparison.Entries[3];
        Assert.Equal(1, acdc.EdgeRecovery!.TrapezoidArea);
        Assert.Equal(truth.Count, acdc.Points.Single(point => point.Setting == 0.05).Kept);
        Assert.Null(acdc.Curve);
    }

    [Fact]
    public void Without_a_ground_truth_there_is_faithfulness_and_no_recovery()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var comparison = experiment.Compare(Few(null)).Run();

        Assert.All(comparison.Entries, entry => Assert.Null(entry.EdgeRecovery));
        Assert.All(comparison.Entries, entry => Assert.NotEmpty(entry.Points));
        Assert.Contains("-", ComparisonText.Table(comparison));
    }

    [Fact]
    public void A_comparison_that_was_cut_short_goes_on_to_the_same_bytes()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var truth = experiment.Acdc(0.05).Discover().ToUnitSet();
        var whole = ComparisonJson.ToText(experiment.Compare(Few(truth)).Run());
        var options = Few(truth) with { Checkpoint = _folder };
        using var cancellation = new CancellationTokenSource();
        var stop = new Listener(progress =>
        {
            if (progress.Within is { Stage: "SP", Share: > 0.4 })
            {
                cancellation.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => experiment.Compare(options).Run(stop, cancellation.Token));
        Assert.Contains("SP 0.1.safetensors", Directory.GetFiles(_folder).Select(Path.GetFileName));
        var listener = new Listener();
        var resumed = experiment.Compare(options).Run(listener);

        Assert.Equal(whole, ComparisonJson.ToText(resumed));
        Assert.Single(listener.All, at => at.Within?.Stage == "exact"); // begun, with nothing more: it was saved
        // Searches' own checkpoints go when what they found is kept, and that stays until the comparison is saved.
        Assert.Equal(
            resumed.Entries.Select(entry => $"{entry.Name}.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        var idle = new Listener();
        experiment.Compare(options).Run(idle);
        Assert.Equal(2 * resumed.Entries.Count, idle.All.Count);
        Assert.Equal(1, idle.Last.Share);
    }

    [Fact]
    public void What_is_kept_of_another_comparison_is_not_gone_on_from()
    {
        using var experiment = SmallEdges.From(Small.Model());
        using var other = SmallMeanEdges.From(Small.Model());
        using var cancellation = new CancellationTokenSource();
        var options = new ComparisonOptions
        {
            Contenders = [EdgeAttributionPatching.Contender(), ExactEffects.Contender()],
            Checkpoint = _folder,
        };
        var stop = new Listener(progress =>
        {
            if (progress.Within?.Stage == "exact")
            {
                cancellation.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => experiment.Compare(options).Run(stop, cancellation.Token));

        var error = Assert.Throws<CheckpointException>(() => other.Compare(options).Run());

        Assert.Contains("EAP.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_algorithm_that_does_not_suit_is_refused_before_anything_runs()
    {
        using var experiment = SmallKlEdges.From(Small.Model());

        Assert.Throws<UnsuitableMethodException>(() =>
            experiment.Compare(
                new ComparisonOptions { Contenders = [ExactEffects.Contender(), EdgeAttributionPatching.Contender()] }
            )
        );
    }

    [Fact]
    public void One_that_fails_costs_the_others_nothing()
    {
        using var experiment = SmallUndeclaredEdges.From(Small.Model());
        var comparison = experiment
            .Compare(new ComparisonOptions { Contenders = [HeadImportance.Contender(), ExactEffects.Contender()] })
            .Run();

        Assert.Contains("no slope", comparison.Entries[0].Failure, StringComparison.Ordinal);
        Assert.Empty(comparison.Entries[0].Points);
        Assert.Null(comparison.Entries[1].Failure);
        Assert.Contains("HISP has no result", ComparisonText.Table(comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void One_algorithm_takes_part_twice_under_two_names()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var zero = new HeadImportanceOptions { Baseline = ImportanceBaseline.Zero };
        Contender[] Both(Contender second) => [HeadImportance.Contender(), second];

        var comparison = experiment
            .Compare(
                new ComparisonOptions { Contenders = Both(HeadImportance.Contender(zero).Named("HISP from zero")) }
            )
            .Run();

        Assert.Equal(["HISP", "HISP from zero"], comparison.Entries.Select(entry => entry.Name));
        Assert.NotEqual(comparison.Entries[0].Scores!.Values, comparison.Entries[1].Scores!.Values);
        var error = Assert.Throws<EvaluationException>(() =>
            experiment.Compare(new ComparisonOptions { Contenders = Both(HeadImportance.Contender(zero)) })
        );
        Assert.Contains("Named", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HeadImportance.Contender().Named("a/b"));
        Assert.Throws<ArgumentException>(() => HeadImportance.Contender().Named(" "));
    }

    [Fact]
    public void The_circuits_of_a_search_are_those_that_it_finds_alone()
    {
        using var experiment = SmallEdges.From(Small.Model());
        double[] thresholds = [0.01, 0.05];

        var comparison = experiment
            .Compare(
                new ComparisonOptions { Contenders = [AcdcSearch.Contender(thresholds), ExactEffects.Contender()] }
            )
            .Run();

        Assert.Equal(
            thresholds.Select(threshold => experiment.Acdc(threshold).Discover().ToUnitSet().Indices.ToArray()),
            comparison.Entries[0].Circuits.Select(edges => edges.Indices.ToArray())
        );
        Assert.Empty(comparison.Entries[1].Circuits);
    }

    [Fact]
    public void Without_a_choice_every_algorithm_that_suits_takes_part_at_settings_of_the_gap()
    {
        using var edges = SmallEdges.From(Small.Model());
        using var nodes = SmallKlNodes.From(Small.Model());

        Assert.Equal(Ids(edges), AlgorithmComparison.Suitable(edges).Select(contender => contender.Algorithm));
        Assert.Equal(Ids(nodes), AlgorithmComparison.Suitable(nodes).Select(contender => contender.Algorithm));
    }

    private static IEnumerable<string> Ids(GraphExperiment experiment) =>
        Algorithm.Of(experiment).Select(algorithm => algorithm.Id);

    private static ComparisonOptions Few(UnitSet? truth) =>
        new()
        {
            Truth = truth,
            Bootstrap = new Bootstrap { Resamples = 20 },
            Contenders =
            [
                EdgeAttributionPatching.Contender(),
                ExactEffects.Contender(),
                HeadImportance.Contender(),
                AcdcSearch.Contender([0.01, 0.05, 0.2]),
                SubnetworkProbing.Contender([0.1], new SubnetworkProbingOptions { Lambda = 0, Steps = 20 }),
            ],
        };
}
