using Circuitry.Conformance;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What a metric's numbers look like when they are read: minus zero is zero, and what is no number is said.</summary>
public sealed class MetricValueTests
{
    [Fact]
    public void Minus_zero_is_zero_and_prints_and_is_written_as_zero()
    {
        using var scope = NewDisposeScope();
        var measured = tensor(new[] { -0.0 });
        Assert.True(double.IsNegative(measured.item<double>()));

        var each = MetricValues.OfPrompts(new AnswerLoss(), measured);
        var means = MetricValues.Means(new AnswerLoss(), measured.unsqueeze(0));

        Assert.All(each.Concat(means), value => Assert.Equal((0.0, false), (value, double.IsNegative(value))));
        Assert.Equal("0", System.Text.Json.JsonSerializer.Serialize(each[0], JsonStyle.Options));
        Assert.Equal("0", each[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Whichever_direction_is_better_zero_has_no_sign()
    {
        foreach (var zero in new[] { 0.0, -0.0 })
        {
            Assert.False(double.IsNegative(new AnswerLoss().AsLoss(zero)));
            Assert.False(double.IsNegative(new LogitDifference().AsLoss(zero)));
            Assert.Equal(("0", "0"), (CircuitText.Number(zero), ReportText.Number(zero)));
        }

        Assert.Equal(("-0.5", "-0.5"), (CircuitText.Number(-0.5), ReportText.Number(-0.5)));
        Assert.Equal(-0.5, new LogitDifference().AsLoss(0.5));
    }

    [Fact]
    public void A_measurement_that_is_no_number_names_the_metric_and_the_prompt()
    {
        using var scope = NewDisposeScope();

        var refusal = Assert.Throws<MetricException>(() =>
            MetricValues.OfPrompts(new LogitDifference(), tensor(new[] { 1.0, double.NaN }))
        );

        Assert.StartsWith("the logit difference is not a number (NaN) on prompt 1", refusal.Message);
        Assert.Throws<MetricException>(() =>
            MetricValues.Means(
                new LogitDifference(),
                tensor(
                    new[,]
                    {
                        { 1.0, double.NaN },
                    }
                )
            )
        );
        Assert.Equal(
            [double.PositiveInfinity],
            MetricValues.OfPrompts(new AnswerLoss(), tensor(new[] { double.PositiveInfinity }))
        );
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_said_before_anything_is_searched()
    {
        using var model = Masks.Small.Model();
        using (var broken = model.Weights.W_U[0])
        {
            broken.fill_(Scalars.Of(double.NaN));
        }

        using var experiment = Masks.SmallEdges.From(model);
        foreach (
            var search in new Action[]
            {
                () => experiment.Measure(EdgeSet.All(experiment.Graph)),
                () => experiment.Acdc(threshold: 0.1).Discover(),
                () => new ExactEffects(experiment).Score(),
            }
        )
        {
            var refusal = Assert.Throws<MetricException>(search);
            Assert.Contains("logits for prompt 0 are not numbers", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_search_by_a_metric_that_is_no_number_ends_with_its_name()
    {
        using var experiment = new Variation(
            Masks.SmallEdges.From(Masks.Small.Model()),
            Ablation.Interchange,
            new NoNumber()
        );
        foreach (
            var search in new Action[]
            {
                () => experiment.Measure(EdgeSet.All(experiment.Graph)),
                () => experiment.Acdc(new AcdcOptions { Threshold = 0.1 }).Discover(),
                () => new ExactEffects(experiment).Score(),
                () => new EdgeAttributionPatching(experiment).Score(),
            }
        )
        {
            Assert.Contains("not a number", Assert.Throws<MetricException>(search).Message, StringComparison.Ordinal);
        }
    }
}
