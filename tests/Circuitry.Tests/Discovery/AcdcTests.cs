using Circuitry.Conformance;
using Circuitry.Testing;

namespace Circuitry.Tests;

/// <summary>ACDC on small models of every architecture, in float64.</summary>
public sealed class AcdcTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, ShippedAblation> Cases()
    {
        var data = new TheoryData<string, ShippedAblation>();
        foreach (var name in SmallExperiments.NamesOfEdgeGroups)
        {
            foreach (var ablation in Enum.GetValues<ShippedAblation>())
            {
                data.Add(name, ablation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_fast_search_makes_the_decisions_of_the_slow_one(string name, ShippedAblation ablation)
    {
        Metric metric = ablation switch
        {
            Ablation.Interchange => new KlDivergence(),
            Ablation.Zero => new LogitDifference(),
            _ => new AnswerLoss(),
        };
        using var experiment = new Variation(SmallExperiments.Load(name), ablation, metric);
        foreach (var threshold in Thresholds(experiment).Take(ablation == Ablation.Interchange ? 2 : 1))
        {
            var slow = SequentialAcdc.Run(experiment, threshold);
            var fast = new List<AcdcStep>();
            var circuit = experiment.Acdc(new AcdcOptions { Threshold = threshold }).Discover(trace: fast.Add);
            AssertSameDecisions(slow, fast);
            Assert.Contains(slow, step => !step.Kept);
            Assert.Contains(slow, step => step.Kept);
            Assert.Equal(
                slow.Where(step => step.Kept).Select(step => step.Unit).Order(),
                circuit.Kept.Select(unit => unit.Name).Order()
            );
            Assert.Equal(experiment.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void How_many_variants_run_at_once_changes_nothing(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var options = new AcdcOptions { Threshold = Thresholds(experiment)[0] };
        var (wide, narrow) = (new List<AcdcStep>(), new List<AcdcStep>());
        var expected = new AcdcSearch(experiment, options).Discover(trace: wide.Add);
        var one = new AcdcSearch(experiment, options) { Budget = 1 }.Discover(trace: narrow.Add);
        AssertSameDecisions(wide, narrow);
        Assert.Equal(expected.Kept.Select(unit => unit.Name), one.Kept.Select(unit => unit.Name));
        Assert.InRange(one.Kept.Count, 1, experiment.Units.Count - 1);
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void The_same_seed_gives_the_same_bytes(string name)
    {
        Assert.Equal(Text(name), Text(name));

        static string Text(string name)
        {
            using var experiment = SmallExperiments.Load(name, seed: 7);
            return CircuitJson.ToText(new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.1 }).Discover());
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_threshold_that_is_no_number_is_refused(double threshold)
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var error = Assert.Throws<ArgumentException>(() =>
            new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold })
        );
        Assert.Contains("finite", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void Progress_only_goes_forward_and_ends_complete(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var reports = new Listener();
        var tests = 0;
        var circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.1 }).Discover(reports, _ => tests++);
        Assert.Equal(Enumerable.Range(1, reports.All.Count), reports.All.Select(report => (int)report.Done));
        Assert.All(reports.All, report => Assert.Equal(reports.All.Count, report.Total));
        Assert.All(
            reports.All.Zip(reports.All.Skip(1)),
            pair =>
            {
                Assert.True(pair.First["tested"] <= pair.Second["tested"]);
                Assert.True(pair.First["kept"] >= pair.Second["kept"]);
                Assert.True(pair.First.Elapsed <= pair.Second.Elapsed);
            }
        );
        Assert.Equal(tests, reports.Last["tested"]);
        Assert.Equal(circuit.Kept.Count, reports.Last["kept"]);
        Assert.Equal(circuit.Measure.Circuit, reports.Last["metric"]);
        Assert.Equal(TimeSpan.Zero, reports.Last.Left);
    }

    [Fact]
    public void The_absolute_rule_keeps_what_would_lower_the_loss()
    {
        using var experiment = new Variation(
            SmallExperiments.Load("serial edges"),
            Ablation.Interchange,
            new LogitDifference()
        );
        var signed = Steps(AcdcRule.Signed);
        var absolute = Steps(AcdcRule.Absolute);
        Assert.Contains(signed, step => step.After - step.Before > 0.05);
        Assert.All(signed, step => Assert.Equal(step.Before - step.After >= 0.05, step.Kept));
        Assert.All(absolute, step => Assert.Equal(Math.Abs(step.Before - step.After) >= 0.05, step.Kept));

        List<AcdcStep> Steps(AcdcRule rule)
        {
            var steps = new List<AcdcStep>();
            experiment.Acdc(new AcdcOptions { Threshold = 0.05, Rule = rule }).Discover(trace: steps.Add);
            return steps;
        }
    }

    /// <summary>Thresholds below which a sixth and a third of all units fall while every unit stays.</summary>
    private static double[] Thresholds(GraphExperiment experiment)
    {
        var effects = new List<double>();
        new AcdcSearch(experiment, new AcdcOptions { Threshold = -1e6 }).Discover(trace: step =>
            effects.Add(experiment.Metric.AsLoss(step.After) - experiment.Metric.AsLoss(step.Before))
        );
        // Positions are the same in both runs: what carries them alone has no effect but rounding.
        effects.RemoveAll(effect => Math.Abs(effect) < Tolerance);
        effects.Sort();
        return [Between(effects.Count / 6), Between(effects.Count / 3)];

        double Between(int index) => (effects[index] + effects[index + 1]) / 2;
    }

    private static void AssertSameDecisions(IReadOnlyList<AcdcStep> expected, IReadOnlyList<AcdcStep> actual)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var same =
                expected[i].Unit == actual[i].Unit
                && expected[i].Kept == actual[i].Kept
                && Math.Abs(expected[i].After - actual[i].After) < Tolerance;
            Assert.True(same, $"test {i}: {actual[i]} instead of {expected[i]}");
        }

        Assert.Equal(expected.Count, actual.Count);
    }
}
