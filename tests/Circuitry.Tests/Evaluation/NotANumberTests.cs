using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What is not a number is an error that says so, or is said to be undefined; it never becomes a number.</summary>
public sealed class NotANumberTests
{
    [Fact]
    public void A_metric_that_is_not_a_number_is_refused_wherever_it_is_measured()
    {
        using var experiment = new Broken(SmallEdges.From(Small.Model()), always: true);
        Action[] measures =
        [
            () => experiment.Measure(EdgeSet.All(experiment.Graph)),
            () => experiment.MeasureEach(EdgeSet.None(experiment.Graph)),
            () => new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.1 }).Discover(),
            () => new EdgeAttributionPatching(experiment).Score(),
            () => new ExactEffects(experiment).Score(),
            () => new Evaluator(experiment).Measure(UnitSet.All(experiment.Units)),
            () => PatchSweep.Of(experiment, HookSite.MlpOutput),
            () => AlgorithmComparison.Suitable(experiment),
        ];
        foreach (var measure in measures)
        {
            var error = Assert.Throws<MetricException>(measure);
            Assert.Contains("broken", error.Message, StringComparison.Ordinal);
            Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_search_stops_where_the_metric_ends_to_be_a_number()
    {
        using var experiment = new Broken(SmallEdges.From(Small.Model()), always: false);
        Assert.Equal(0, experiment.Measure(EdgeSet.All(experiment.Graph)), 1e-9);
        var tests = new List<AcdcStep>();
        Assert.Throws<MetricException>(() =>
            new AcdcSearch(experiment, new AcdcOptions { Threshold = 1 }).Discover(trace: tests.Add)
        );
        Assert.Empty(tests); // no unit is kept or removed by a comparison with NaN
        Assert.Throws<MetricException>(() => new ExactEffects(experiment).Score());
    }

    [Fact]
    public void The_difference_of_two_infinite_losses_is_refused()
    {
        var loss = new AnswerLoss();
        Assert.Throws<MetricException>(() =>
            MetricValues.Rise(loss, double.PositiveInfinity, double.PositiveInfinity, "m0")
        );
        Assert.Equal(double.PositiveInfinity, MetricValues.Rise(loss, 1, double.PositiveInfinity, "m0"));
    }

    [Fact]
    public void A_target_faithfulness_is_not_looked_for_among_numbers_that_are_none()
    {
        var rule = new TargetFaithfulness(0.5);
        foreach (var odd in new[] { double.NaN, double.PositiveInfinity })
        {
            var gap = new Gate(kept => kept.Count == kept.Units.Count ? odd : 0, 1);
            Assert.Throws<SelectionException>(() => rule.Search(gap, Gate.Scores()));
        }

        var hole = new Gate(
            kept =>
                kept.Count == kept.Units.Count ? 1
                : kept.Count == 0 ? 0
                : double.NaN,
            1
        );
        Assert.Throws<SelectionException>(() => rule.Search(hole, Gate.Scores()));
    }

    [Fact]
    public void A_circuit_is_not_better_than_random_where_faithfulness_is_undefined()
    {
        var comparison = new Evaluator(new Gate(_ => 1, 1, 3)).AgainstRandom(Gate.Edges("m0->logits"), draws: 9);
        Assert.Null(comparison.AtLeastAsFaithful);
        Assert.True(double.IsNaN(comparison.Chance));
        Assert.EndsWith("at least as faithful  undefined\n", comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_that_is_not_a_number_finds_no_redundant_units()
    {
        var minimality = new Evaluator(Gate.Or(1, 3)).Minimality(Gate.Edges("m0->logits"));
        Assert.Throws<EvaluationException>(() => minimality.Redundant(double.NaN));
    }

    [Fact]
    public void Numbers_without_a_value_have_no_correlation_and_no_rank()
    {
        double[] some = [1, 2, 3, 5];
        double[] odd = [1, double.NaN, 3, 2];
        Assert.True(double.IsNaN(RankCorrelation.Spearman(some, odd)));
        Assert.True(double.IsNaN(RankCorrelation.Spearman(odd, some)));
        Assert.True(double.IsNaN(RankCorrelation.Pearson(some, odd)));
        Assert.True(double.IsNaN(RankCorrelation.Pearson(some, [1, 2, double.PositiveInfinity, 4])));
        Assert.Throws<EvaluationException>(() => RankCorrelation.Ranks(odd));
        // Infinite numbers have ranks.
        Assert.Equal(
            1,
            RankCorrelation.Spearman(some, [double.NegativeInfinity, 0, 1, double.PositiveInfinity]),
            1e-12
        );
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void Constant_rows_have_no_correlation_though_their_mean_is_rounded(int count)
    {
        double[] constant = [.. Enumerable.Repeat(0.1, count)];
        double[] rising = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        Assert.True(double.IsNaN(RankCorrelation.Pearson(constant, rising)));
        Assert.True(double.IsNaN(RankCorrelation.Pearson(rising, constant)));
        Assert.True(double.IsNaN(RankCorrelation.Pearson(constant, constant)));
        Assert.True(double.IsNaN(RankCorrelation.Spearman(constant, rising)));
    }

    [Fact]
    public void Zero_and_minus_zero_are_equal_in_rankings_and_reports()
    {
        Assert.Equal([2, 2, 4, 2], RankCorrelation.Ranks([0, -0.0, 1, 0]));
        var scores = Gate.Scores(Gate.SmallUnits, [.. Enumerable.Repeat(-0.0, 5), .. Enumerable.Repeat(0.0, 41)]);
        foreach (var order in Enum.GetValues<ScoreOrder>())
        {
            // Equals stay in the graph's order.
            Assert.Equal(Enumerable.Range(0, 46), ScoreRanking.Of(scores, order));
            var greedy = new GreedyFromLogits(6) { Order = order, Prune = false };
            Assert.Equal(greedy.Choose(Gate.Scores()).Indices, greedy.Choose(scores).Indices);
            // All enter together: nothing, then everything.
            Assert.Equal(2, RocCurve.OfRanking(Gate.Edges("m0->logits"), scores, order).Points.Count);
            Assert.Equal(0.5, RocCurve.OfRanking(Gate.Edges("m0->logits"), scores, order).TrapezoidArea);
        }

        Assert.Equal("0", CircuitText.Number(-0.0));
        Assert.Equal("undefined", CircuitText.Number(double.NaN));
    }

    [Fact]
    public void Rates_and_scores_that_are_not_numbers_make_no_curve()
    {
        Assert.Throws<EvaluationException>(() => RocCurve.Of([new RocPoint(double.NaN, 1)]));
        Assert.Throws<EvaluationException>(() => RocCurve.Of([new RocPoint(0, double.NaN)]));
        var values = new double[46];
        values[3] = double.NaN;
        Assert.Throws<MetricException>(() => Gate.Scores(Gate.SmallUnits, values));
    }

    /// <summary>An experiment whose metric is no number: always, or wherever logits are not the clean ones.</summary>
    private sealed class Broken(SmallEdges declared, bool always)
        : GraphExperiment(
            declared.Declaration,
            declared.Units,
            declared.Transformer,
            declared.Prompts,
            new BrokenMetric(always),
            declared.Ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);
    }

    private sealed class BrokenMetric(bool always) : Loss
    {
        public override string Name => "broken";

        public override Tensor Measure(Tensor logits, Target target)
        {
            using var scope = NewDisposeScope();
            var distance = (logits - target.CleanLogits).abs().sum([-1, -2]);
            var off = always ? ones_like(distance, @bool) : distance.gt(Scalars.Of(1e-6));
            return distance.masked_fill(off, Scalars.Of(double.NaN)).MoveToOuterDisposeScope();
        }
    }
}
