using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>What must hold of selection and evaluation on real models, float64.</summary>
public sealed class EvaluationLawTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Names => new(["sort", "names nodes", "stories merged"]);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Pruning_leaves_the_metric_alone_under_interchange(string name)
    {
        using var experiment = Declared.Load(name, float64);
        for (var seed = 0; seed < 8; seed++)
        {
            var scores = RandomScores(experiment.Units, seed);
            var rule = new TopUnits(experiment.Units.Count * (seed + 1) / 10);

            var pruned = UnitSet.Of(experiment.Units, rule.Choose(scores).Indices);
            var whole = UnitSet.Of(experiment.Units, (rule with { Prune = false }).Choose(scores).Indices);

            Assert.Equal(experiment.Measure(whole), experiment.Measure(pruned), Tolerance);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_full_model_is_faithful_and_leaves_nothing_and_agrees_with_itself(string name)
    {
        using var experiment = Declared.Load(name, float64);
        var evaluator = new Evaluator(experiment);
        var all = UnitSet.All(experiment.Units);

        Assert.Equal(1, evaluator.Measure(all).Faithfulness.Value, Tolerance);
        Assert.Equal(0, evaluator.MeasureComplement(all).Faithfulness.Value, Tolerance);
        Assert.Equal(1, Agreement.Of(experiment, all).Overall.Value);
        Assert.Equal(experiment.Units.Count, evaluator.MeasureComplement(UnitSet.None(experiment.Units)).Kept);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void What_minimality_says_of_a_unit_is_measured_without_it(string name)
    {
        using var experiment = Declared.Load(name, float64);
        var units = experiment.Units;
        var kept = new TopUnits(units.Count / 2).Choose(RandomScores(units, 0));
        var edges = EdgeGroupUnits.Of(units).EdgesOf(kept);

        var effects = new Evaluator(experiment, new Bootstrap { Resamples = 10 }).Minimality(kept).Effects;

        Assert.Equal(kept.Indices, effects.Select(effect => effect.Index));
        var strongest = effects.MaxBy(effect => effect.Rise.Value)!;
        var without = edges.Copy();
        foreach (var edge in EdgeGroupUnits.Of(units).EdgesOf(strongest.Index))
        {
            without[edge] = false;
        }

        var rise =
            experiment.Metric.AsLoss(experiment.Measure(without)) - experiment.Metric.AsLoss(experiment.Measure(edges));
        Assert.True(rise > 0);
        Assert.Equal(rise, strongest.Rise.Value, Tolerance);
    }

    [SkippableFact]
    public void A_circuit_selected_for_faithfulness_has_it_and_says_how_it_was_found()
    {
        using var experiment = Declared.Load("sort", float64);
        var scores = Effects(experiment);

        var circuit = new TargetFaithfulness(0.8) { Rule = new GreedyFromLogits(0) }.Select(experiment, scores);

        Assert.InRange(circuit.Measure.Faithfulness, 0.8, 1.5);
        Assert.Equal(experiment.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit, Tolerance);
        var settings = circuit.Provenance.Method.Settings;
        Assert.Equal("effects", circuit.Provenance.Method.Name);
        Assert.Equal("TargetFaithfulness", settings["selection"]);
        Assert.Equal("GreedyFromLogits", settings["selection_rule"]);
        Assert.Equal("0.8", settings["selection_target"]);
        Assert.Contains($"{settings["selection_count"]}: {circuit.Kept.Count} units, ", settings["selection_measured"]);
    }

    [SkippableFact]
    public void A_better_order_has_better_areas_than_a_random_one()
    {
        using var experiment = Declared.Load("sort", float64);
        var evaluator = new Evaluator(experiment, new Bootstrap { Resamples = 50 });

        var good = evaluator.Curve(Effects(experiment));
        var random = evaluator.Curve(RandomScores(experiment.Units, 1));

        Assert.True(good.PerformanceRatio.Value > random.PerformanceRatio.Value);
        Assert.True(good.ModelDistance.Value < random.ModelDistance.Value);
    }

    /// <summary>How much the loss rises when one edge alone is removed from the full model.</summary>
    private static UnitScores Effects(GraphExperiment experiment)
    {
        var graph = experiment.Graph;
        var full = experiment.Metric.AsLoss(experiment.Measure(EdgeSet.All(graph)));
        return new UnitScores(
            experiment.Units,
            [
                .. Enumerable
                    .Range(0, graph.EdgeCount)
                    .Select(edge =>
                        experiment.Metric.AsLoss(experiment.Measure(EdgeSet.All(graph).Without(graph.EdgeAt(edge))))
                        - full
                    ),
            ],
            new CircuitMethod { Name = "effects", Settings = new Dictionary<string, string>() }
        );
    }

    private static UnitScores RandomScores(Units units, int seed)
    {
        var random = new Random(seed);
        return new UnitScores(
            units,
            [.. Enumerable.Range(0, units.Count).Select(_ => random.NextDouble())],
            new CircuitMethod { Name = "random", Settings = new Dictionary<string, string>() }
        );
    }
}
