using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What is not a number is refused by name in experiments on features too, and minus zero is zero.</summary>
public sealed class FeatureNumberTests : IDisposable
{
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;

    public FeatureNumberTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void A_metric_that_is_not_a_number_is_refused_wherever_it_is_measured()
    {
        var task = Task(new Wrong(double.NaN));
        var sound = SmallFeatures.Task(_model, _dictionaries);
        var scores = new FeatureAttribution(sound).Run();
        Action[] measures =
        [
            () => _ = new FeatureMeasure(task).MeasureFull(),
            () => new FeatureExactEffects(task).Run(),
            () => new FeatureAttribution(task).Run(),
            () => new FeatureIntegratedGradients(task, new MidpointRule(2)).Run(),
            () => new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 3 }).Discover(),
            () => new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 3 }).Discover(scores),
        ];
        Assert.All(
            measures,
            measure =>
                Assert.Contains(
                    "not a number (NaN)",
                    Assert.Throws<MetricException>(measure).Message,
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            "the wrong is not a number (NaN) on prompt 0",
            Assert.Throws<MetricException>(() => _ = new FeatureMeasure(task).MeasureFull()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_rise_between_two_infinite_losses_is_refused_and_shares_of_an_infinite_gap_are_undefined()
    {
        var task = Task(new Wrong(double.PositiveInfinity));

        Assert.Throws<MetricException>(() => new FeatureExactEffects(task).Run());
        using var evaluator = new FeatureMeasure(task);
        Assert.True(double.IsNaN(new Evaluator(evaluator).Measure(UnitSet.All(task.Units)).Faithfulness.Value));
        Assert.True(
            double.IsNaN(new Evaluator(evaluator).MeasureComplement(UnitSet.None(task.Units)).Faithfulness.Value)
        );
    }

    [Fact]
    public void A_threshold_that_is_not_a_number_is_refused_before_anything_is_scored()
    {
        var task = SmallFeatures.Task(_model, _dictionaries);

        Assert.Throws<ArgumentException>(() =>
            new FeatureCircuitSearch(task, new FeatureCircuitOptions { NodeThreshold = double.NaN })
        );
    }

    [Fact]
    public void A_probe_without_a_margin_has_one_of_zero_and_not_of_minus_zero()
    {
        using var inputs = zeros([2, Serial.Declared.ModelWidth], dtype: float64);
        using var probe = Probe.Train(inputs, [0, 1], 0);
        var task = new ProbeTask(_model, _dictionaries, [(new[] { 1, 2 }, 0)], probe, 1);

        Assert.False(double.IsNegative(task.Metric.AsLoss(0)));
        Assert.Equal(-0.5, task.Metric.AsLoss(0.5));
    }

    [Fact]
    public void A_metric_is_a_loss_or_a_gain_and_nothing_else()
    {
        Assert.All(
            typeof(Metric).GetConstructors(
                System.Reflection.BindingFlags.Instance
                    | System.Reflection.BindingFlags.Public
                    | System.Reflection.BindingFlags.NonPublic
            ),
            constructor => Assert.True(constructor.IsFamilyAndAssembly)
        );
    }

    private AnswerTask Task(Metric metric) =>
        new(
            _model,
            _dictionaries,
            SmallFeatures.Prompts(_model.Architecture, 4, oneLength: false),
            metric,
            Ablation.Interchange,
            splitPositions: false
        );

    /// <summary>A metric that is no finite number on any logits.</summary>
    private sealed class Wrong(double factor) : Loss
    {
        private readonly double _factor = factor;

        public override string Name => "wrong";

        public override Tensor Measure(Tensor logits, Target target)
        {
            using var scope = NewDisposeScope();
            return Ops.Scale(logits.exp(), _factor).mean([-1, -2]).MoveToOuterDisposeScope();
        }
    }
}
