using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Searches that differ in anything that decides them do not share a checkpoint.</summary>
public sealed class IdentityOfSearchesTests
{
    [Fact]
    public void Metrics_of_one_name_with_other_numbers_do_not_share_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("scores.safetensors");
        using var first = new Weighed(SmallEdges.From(Small.Model()), 0.25);
        using var second = new Weighed(SmallEdges.From(Small.Model()), 0.75);
        Assert.Equal(first.Metric.Name, second.Metric.Name);
        Stop((progress, cancellation) => Exact(first, path).Score(progress, cancellation));
        Assert.Throws<CheckpointException>(() => Exact(second, path).Score());
        Assert.Equal(new ExactEffects(first).Score().Values, Exact(first, path).Score().Values);
    }

    [Fact]
    public void Lists_of_thresholds_are_told_apart_by_their_elements()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sweep.safetensors");
        using var experiment = SmallEdges.From(Small.Model());
        AcdcSweep Sweep(params double[] thresholds) =>
            new(experiment, new AcdcSweepOptions { Thresholds = thresholds, Checkpoint = path });
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(SweepStatus.NotStarted, Sweep(0.1, 0.2).Discover(cancellation: stop.Token)[0].Status);
        Assert.Throws<CheckpointException>(() => Sweep(0.1, 0.3).Discover());
        Assert.Equal(SweepStatus.Finished, Sweep(0.1, 0.2).Discover()[0].Status);
    }

    [Fact]
    public void Rules_of_one_name_and_number_are_told_apart_by_their_fields()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("scores.safetensors");
        using var experiment = SmallEdges.From(Small.Model());
        IntegratedGradients Scoring(double by) =>
            new(
                experiment,
                new IntegratedGradientsOptions
                {
                    Path = new ActivationPath(),
                    Rule = new Moved(by),
                    Checkpoint = path,
                }
            );
        Assert.Equal(new Moved(0.1).ToString(), new Moved(0.2).ToString());
        Stop((progress, cancellation) => Scoring(0.1).Score(progress, cancellation));
        Assert.Throws<CheckpointException>(() => Scoring(0.2).Score());
    }

    [Fact]
    public void Features_under_metrics_of_one_name_do_not_share_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("scores.safetensors");
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        FeatureScoring Scoring(double weight) =>
            new FeatureExactEffects(
                new AnswerTask(
                    model,
                    dictionaries,
                    SmallFeatures.Prompts(model.Architecture, 3, oneLength: true),
                    new WeighedDifference(weight),
                    Ablation.Zero,
                    splitPositions: false
                ),
                new FeatureScoringOptions { Checkpoint = path }
            );
        Stop((progress, cancellation) => Scoring(0.25).Run(progress, cancellation));
        Assert.Throws<CheckpointException>(() => Scoring(0.75).Run());
    }

    [Fact]
    public void A_metric_that_holds_a_method_needs_no_value_until_a_checkpoint_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        using var experiment = new Weighed(SmallEdges.From(Small.Model()), 1, new MethodMetric(logits => logits));
        Assert.NotEmpty(new ExactEffects(experiment).Score().Values);
        var options = new ComparisonOptions
        {
            Contenders = [ExactEffects.Contender()],
            Bootstrap = new Bootstrap { Resamples = 5 },
        };
        Assert.Single(new AlgorithmComparison(experiment, options).Run().Entries);
        var error = Assert.Throws<CheckpointException>(() =>
            new AlgorithmComparison(experiment, options with { Checkpoint = folder.Path }).Run()
        );
        Assert.Contains("MethodMetric.change is a ", error.Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => Exact(experiment, folder.File("scores.safetensors")).Score());
    }

    [Fact]
    public void Two_contenders_that_differ_in_a_list_or_a_number_are_two_in_provenance()
    {
        string Of(Contender contender) => contender.Identity;
        Assert.NotEqual(
            Of(AcdcSearch.Contender(new AcdcSweepOptions { Thresholds = [0.1] })),
            Of(AcdcSearch.Contender(new AcdcSweepOptions { Thresholds = [0.2] }))
        );
        Assert.NotEqual(Of(SubnetworkProbing.Contender([1])), Of(SubnetworkProbing.Contender([1, 2])));
        Assert.NotEqual(
            Of(SubnetworkProbing.Contender([1])),
            Of(SubnetworkProbing.Contender([1], new SubnetworkProbingOptions { Lambda = 0, Patience = 3 }))
        );
        Assert.Equal(
            Of(EdgePruning.Contender([0.5], new EdgePruningOptions { TargetSparsity = 0.1 })),
            Of(EdgePruning.Contender([0.5], new EdgePruningOptions { TargetSparsity = 0.2, Checkpoint = "here" }))
        );
    }

    private static ExactEffects Exact(GraphExperiment experiment, string path) =>
        new(experiment, new ScoringOptions { Checkpoint = path });

    /// <summary>Stops work after its first step, so that a checkpoint is left.</summary>
    private static void Stop(Action<IProgress<Progress>, CancellationToken> work)
    {
        using var stop = new CancellationTokenSource();
        var stopping = new Listener(_ => stop.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => work(stopping, stop.Token));
    }

    private sealed record Moved(double By) : IntegrationRule(2)
    {
        public override string Name => "moved";

        public override IReadOnlyList<IntegrationPoint> Points => [new(By, 0.5), new(1 - By, 0.5)];
    }

    private sealed class Weighed(SmallEdges declared, double weight, Metric? metric = null)
        : GraphExperiment(
            declared.Declaration,
            declared.Units,
            declared.Transformer,
            declared.Prompts,
            metric ?? new WeighedDifference(weight),
            declared.Ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);
    }

    private sealed class WeighedDifference(double weight) : Gain
    {
        private readonly LogitDifference _difference = new();

        public override string Name => "weighed difference";

        public override bool NeedsAnswers => true;

        public override bool NeedsWrongAnswers => true;

        public override Tensor Measure(Tensor logits, Target target)
        {
            using var difference = _difference.Measure(logits, target);
            return Ops.Scale(difference, weight);
        }
    }

    private sealed class MethodMetric(Func<Tensor, Tensor> change) : Loss
    {
        public override string Name => "by a method";

        public override Tensor Measure(Tensor logits, Target target) => change(logits).sum([-1, -2]);
    }
}
