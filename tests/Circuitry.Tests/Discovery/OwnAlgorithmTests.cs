using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>The rise of the loss without each unit, one forward pass each.</summary>
[Algorithm(
    "one at a time",
    "Measures every unit by one patched run without it",
    GradientAtClean = "use a metric that has one"
)]
public sealed class OneAtATime(GraphExperiment experiment, ScoringOptions? options = null) : IUnitScoring, IAlgorithm
{
    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender.OfScoring<OneAtATime, ScoringOptions>(
            new ScoringOptions(),
            (bound, settings) => new OneAtATime(bound, settings)
        );

    public ScoringOptions Options { get; } = options ?? new ScoringOptions();

    public UnitScores Score(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        Algorithm.Require<OneAtATime>(experiment);
        var units = experiment.Units;
        var full = experiment.Metric.AsLoss(experiment.Measure(UnitSet.All(units)));
        var scores = new double[units.Count];
        var meter = new ProgressMeter(progress, "one at a time", scores.Length, "units");
        for (var unit = 0; unit < scores.Length; unit++)
        {
            cancellation.ThrowIfCancellationRequested();
            var others = Enumerable.Range(0, units.Count).Where(other => other != unit);
            scores[unit] = experiment.Metric.AsLoss(experiment.Measure(UnitSet.Of(units, others))) - full;
            meter.Report(unit + 1);
        }

        return new UnitScores(
            units,
            scores,
            new CircuitMethod { Name = "one at a time", Settings = new SortedDictionary<string, string>() }
        );
    }
}

/// <summary>How many units <see cref="FirstUnits"/> keeps.</summary>
public sealed record FirstUnitsOptions : ResumableOptions
{
    public required int Count { get; init; }
}

/// <summary>The first units of the graph, as many as are asked for.</summary>
[Algorithm("first units", "Keeps the first units of the graph", Parameter = "How many units are kept")]
public sealed class FirstUnits(GraphExperiment experiment, FirstUnitsOptions options) : IAlgorithm
{
    static Contender IAlgorithm.Default(GraphExperiment experiment, double gap) =>
        Contender.OfSearch<FirstUnits, FirstUnitsOptions>(
            "count",
            [1, experiment.Units.Count],
            new FirstUnitsOptions { Count = 0 },
            (settings, count) => settings with { Count = (int)count },
            (bound, settings, run) => new SearchResult(new FirstUnits(bound, settings).Discover())
        );

    public Circuit Discover() =>
        Circuit.Of(
            experiment,
            UnitSet.Of(experiment.Units, Enumerable.Range(0, options.Count)),
            new double?[experiment.Units.Count],
            null,
            new CircuitMethod { Name = "first units", Settings = new SortedDictionary<string, string>() }
        );
}

/// <summary>Algorithms that a user writes have drivers, rules, comparisons and resuming as the shipped ones have.</summary>
public sealed class OwnAlgorithmTests
{
    [Fact]
    public void It_has_a_driver_that_gives_what_the_class_gives()
    {
        using var experiment = SmallEdges.From(Small.Model());
        Assert.Equal(
            experiment.ExactEffects().Score().Values,
            experiment.OneAtATime().Score().Values,
            (a, b) => Math.Abs(a - b) < 1e-10
        );
        Assert.Equal(3, experiment.FirstUnits(count: 3).Discover().Kept.Count);
        Assert.Equal(3, experiment.FirstUnits(new FirstUnitsOptions { Count = 3 }).Discover().Kept.Count);
    }

    [Fact]
    public void It_is_listed_with_the_others_where_it_suits_and_refused_where_it_does_not()
    {
        using var edges = SmallEdges.From(Small.Model());
        using var divergence = SmallKlEdges.From(Small.Model());
        Assert.Contains(Algorithm.Of(edges), algorithm => algorithm.Id == nameof(OneAtATime));
        Assert.DoesNotContain(Algorithm.Of(divergence), algorithm => algorithm.Id == nameof(OneAtATime));
        Assert.DoesNotContain(typeof(SmallKlEdges).GetMethods(), method => method.Name == nameof(OneAtATime));
        var refused = Assert.Throws<UnsuitableMethodException>(() => new OneAtATime(divergence).Score());
        Assert.StartsWith("one at a time takes the gradient at the clean run", refused.Message);
        Assert.Contains("use a metric that has one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_takes_part_in_comparisons_and_resumes_with_them()
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallEdges.From(Small.Model());
        string[] own = [nameof(OneAtATime), nameof(FirstUnits)];
        var contenders = AlgorithmComparison
            .Suitable(experiment)
            .Where(contender => own.Contains(contender.Algorithm))
            .ToList();
        Assert.Equal(["first units", "one at a time"], contenders.Select(contender => contender.Name));
        var options = new ComparisonOptions { Contenders = contenders, Checkpoint = folder.Path };
        var comparison = new AlgorithmComparison(experiment, options).Run();
        Assert.Equal(["count", null], comparison.Entries.Select(entry => entry.Parameter));
        Assert.Equal([1, experiment.Units.Count], comparison.Entries[0].Points.Select(point => point.Kept));
        Assert.Equal(experiment.Units.Count, comparison.Entries[1].Scores!.Values.Count);
        Assert.Contains("one at a time", ComparisonText.Table(comparison), StringComparison.Ordinal);
        Assert.Contains("\"method\": \"one_at_a_time\"", ComparisonJson.ToText(comparison), StringComparison.Ordinal);
        // What was found is on disk, and found again without a search.
        Assert.Equal(
            ComparisonJson.ToText(comparison),
            ComparisonJson.ToText(new AlgorithmComparison(experiment, options).Run())
        );
    }

    [Fact]
    public void A_class_without_the_attribute_is_refused_with_what_to_add()
    {
        var refused = Assert.Throws<ArgumentException>(() => Algorithm.Require<OwnAlgorithmTests>(null!));
        Assert.StartsWith("OwnAlgorithmTests has no [Algorithm(name, summary)]", refused.Message);
    }
}
