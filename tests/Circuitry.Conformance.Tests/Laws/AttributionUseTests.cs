using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>What attributions refuse, report and record.</summary>
public sealed class AttributionUseTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plain_eap_refuses_metrics_whose_gradient_vanishes_at_the_clean_run(bool kl)
    {
        using var experiment = Sort(Ablation.Interchange, kl ? new KlDivergence() : new MeanSquaredError());
        var refusal = Assert.Throws<UnsuitableMethodException>(() => new EdgeAttributionPatching(experiment));
        Assert.Contains(experiment.Metric.Name, refusal.Message);
        Assert.Contains(nameof(IntegratedGradients), refusal.Message);
        Assert.Throws<UnsuitableMethodException>(() => Integrated(experiment, new EmbeddingPath(), new RightRule(1)));
        // What is refused would be rounding: the gradient of the mask is zero where all edges are kept.
        using var scope = NewDisposeScope();
        var mask = experiment.MaskOf(EdgeSet.All(experiment.Graph)).requires_grad_(true);
        var loss = experiment.Metric.Measure(
            experiment.Forward(new PatchedStream(experiment.Runs, mask)),
            experiment.Target
        );
        Assert.All(Close.Numbers(Ops.CheckedGradients(loss.mean(), [mask])[0]), g => Assert.Equal(0, g, 1e-12));
        Assert.True(Integrated(experiment, new EmbeddingPath(), new LeftRule(2)).Score().Values.Max() > 0.01);
    }

    [SkippableTheory]
    [InlineData(Ablation.Zero)]
    [InlineData(Ablation.Mean)]
    public void Paths_to_the_corrupted_run_need_interchange(ShippedAblation ablation)
    {
        using var experiment = Sort(ablation, new LogitDifference());
        var refusal = Assert.Throws<UnsuitableMethodException>(() =>
            Integrated(experiment, new EmbeddingPath(), new LeftRule(2))
        );
        Assert.Contains(ablation.ToString(), refusal.Message);
        Assert.Throws<UnsuitableMethodException>(() => new CleanCorrupted(experiment));
    }

    [SkippableFact]
    public void Scores_say_which_path_and_points_they_come_from()
    {
        using var experiment = Sort(Ablation.Interchange, new LogitDifference());
        var settings = Integrated(experiment, new ActivationPath(), new RightRule(2)).Score().Method.Settings;
        Assert.Equal("activations", settings["path"]);
        Assert.Equal("right", settings["rule"]);
        Assert.Equal("2", settings["steps"]);
        Assert.Equal("0.5 1", settings["points"]);
        Assert.Equal("7", settings["components"]); // the embedding, and heads and MLP of three blocks
        Assert.Equal("clean run", settings["path_end"]);
    }

    [SkippableFact]
    public void Every_method_counts_its_steps_and_can_be_cancelled()
    {
        using var experiment = Sort(Ablation.Interchange, new LogitDifference());
        IUnitScoring[] methods =
        [
            new EdgeAttributionPatching(experiment),
            new CleanCorrupted(experiment),
            new ExactEffects(experiment, new ScoringOptions { TileSize = 1 << 16 }),
            Integrated(experiment, new ActivationPath(), new RightRule(2)),
            Integrated(experiment, new EmbeddingPath(), new LeftRule(3)),
            Integrated(experiment, new MaskPath(), new MidpointRule(3)),
        ];
        foreach (var method in methods)
        {
            var steps = new Steps();
            method.Score(steps);
            Assert.Equal(Enumerable.Range(1, steps.Seen.Count), steps.Seen.Select(step => (int)step.Done));
            Assert.All(steps.Seen, step => Assert.Equal(steps.Seen.Count, step.Total));
            using var source = new CancellationTokenSource();
            if (steps.Seen.Count == 1)
            {
                source.Cancel();
            }

            Assert.ThrowsAny<OperationCanceledException>(() =>
                method.Score(new Steps(_ => source.Cancel()), source.Token)
            );
        }
    }

    private static Variation Sort(Ablation ablation, Metric metric) =>
        new(Declared.Load("sort", float64), ablation, metric);

    private static IntegratedGradients Integrated(
        GraphExperiment experiment,
        IntegrationPath path,
        IntegrationRule rule
    ) => new(experiment, new IntegratedGradientsOptions { Path = path, Rule = rule });

    // Progress<T> reports on other threads; this one at once.
    private sealed class Steps(Action<Progress>? then = null) : IProgress<Progress>
    {
        public List<Progress> Seen { get; } = [];

        public void Report(Progress value)
        {
            Seen.Add(value);
            then?.Invoke(value);
        }
    }
}
