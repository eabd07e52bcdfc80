using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// The ACDC paper's head importances of compiled models under the squared distance from the full model's logits: all of them zero,
/// since such a distance has no slope where nothing is patched. Here they are refused instead of ranked.
/// </summary>
public sealed class PublishedImportanceTests
{
    [SkippableTheory]
    [InlineData("tracr-reverse", "reverse split")]
    [InlineData("tracr-proportion", "proportion split")]
    public void Importances_that_are_zero_throughout_are_refused(string task, string name)
    {
        var series = PublishedSeries.Read().Where(sweep => sweep.Method == "16H" && sweep.Task == task).ToList();
        Assert.Equal(["random_ablation", "zero_ablation"], series.Select(sweep => sweep.Ablation).Order());
        foreach (var sweep in series)
        {
            using var experiment = new Variation(
                Declared.Load(name, float64),
                sweep.Ablation == "zero_ablation" ? Ablation.Zero : Ablation.Interchange,
                new MeanSquaredError()
            );
            Assert.Throws<UnsuitableMethodException>(() => new HeadImportance(experiment));
            // A distance that does not say that it is one has the slopes that were published.
            using var undeclared = new Variation(Declared.Load(name, float64), experiment.Ablation, new Squared());
            Assert.Throws<DegenerateScoresException>(() => new HeadImportance(undeclared).Score());
            double[] scores = [.. sweep.Points.Select(point => point.Setting).Where(double.IsFinite)];
            Assert.All(scores, score => Assert.Equal(0, score));
            // One for each number of components that are kept, queries, keys, values and MLPs, none among them.
            Assert.Equal(4 * experiment.Graph.Architecture.Layers + 1, scores.Length);
        }
    }

    private sealed class Squared : Loss
    {
        private readonly MeanSquaredError _error = new();

        public override string Name => "squared distance";

        public override Tensor Measure(Tensor logits, Target target) => _error.Measure(logits, target);
    }
}
