using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Sweeps and predictions on real models, in float64: what they save, and that they change nothing.</summary>
public sealed class AcdcSweepLawTests
{
    private static readonly double[] Thresholds = [0.001, 0.003, 0.01, 0.03, 0.05, 0.07, 0.1, 0.12, 0.15, 0.2, 0.5, 1];

    [SkippableTheory]
    [InlineData("sort", 0.9)]
    [InlineData("sort nodes", 0.9)]
    [InlineData("names", 0.95)]
    [InlineData("reverse", 0.9)]
    [InlineData("reverse split", 0.2)]
    public void A_sweep_finds_the_circuits_of_separate_searches_from_fewer_evaluations(string name, double share)
    {
        using var experiment = Declared.Load(name, float64);
        var last = new Latest();
        var runs = new AcdcSweep(experiment, new AcdcSweepOptions { Thresholds = Thresholds }).Discover(last);
        var separate = 0.0;
        foreach (var run in runs)
        {
            var alone = new Latest();
            var circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = run.Threshold }).Discover(alone);
            separate += alone.Value!["evaluated"]!.Value;
            Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(run.Circuit!));
        }

        Assert.InRange(last.Value!["evaluated"]!.Value, 1, share * separate);
    }

    [SkippableTheory]
    [InlineData("names", 0.01)]
    [InlineData("names", 0.1)]
    [InlineData("stories", 0.01)]
    [InlineData("stories", 0.1)]
    public void Edge_attributions_predict_what_stays_and_save_rounds(string name, double threshold)
    {
        using var experiment = new Variation(Declared.Load(name, float64), Ablation.Interchange, new LogitDifference());
        var options = new AcdcOptions { Threshold = threshold };
        var (steps, without) = Search(options);
        var (predicted, with) = Search(options with { Predictions = new EdgeAttributionPatching(experiment).Score() });

        Assert.Equal(steps.Select(step => (step.Unit, step.Kept)), predicted.Select(step => (step.Unit, step.Kept)));
        Assert.All(steps.Zip(predicted), pair => Assert.Equal(pair.First.After, pair.Second.After, 1e-9));
        Assert.InRange(with["rounds"]!.Value, 1, 0.9 * without["rounds"]!.Value);

        (List<AcdcStep> Steps, Progress Last) Search(AcdcOptions search)
        {
            var taken = new List<AcdcStep>();
            var last = new Latest();
            experiment.Acdc(search).Discover(last, taken.Add);
            return (taken, last.Value!);
        }
    }

    private sealed class Latest : IProgress<Progress>
    {
        public Progress? Value { get; private set; }

        public void Report(Progress value) => Value = value;
    }
}
