using Circuitry.Testing;
using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Half of the clean and half of the corrupted activation.</summary>
public sealed record HalfwayAblation : Ablation
{
    public override Tensor Replace(AblatedActivation activation) =>
        Ops.Scale(Ops.Add(activation.Clean, activation.Corrupted), 0.5);
}

/// <summary>The squares of the activation: a map that no linear one commutes with.</summary>
public sealed record SquareAblation : Ablation
{
    public override Tensor Replace(AblatedActivation activation) => activation.Clean * activation.Clean;
}

/// <summary>The mean over the prompts of a batch.</summary>
public sealed record BatchAblation : Ablation
{
    public override bool CouplesPrompts => true;

    public override Tensor Replace(AblatedActivation activation) => activation.Clean.mean([0], keepdim: true);
}

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption<HalfwayAblation>, Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class HalfwayEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption<SquareAblation>, Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class SquareEdges;

[Experiment, Model<SmallModel>, Dataset<RaggedPairs>, Corruption<SquareAblation>, Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class SquareNodes;

/// <summary>Ablations that a user writes take part in everything that the shipped ones do.</summary>
public sealed class OwnAblationTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void The_attribute_names_the_class_and_results_carry_its_name()
    {
        using var experiment = HalfwayEdges.From(Small.Model());
        Assert.Equal(new HalfwayAblation(), experiment.Ablation);
        Assert.Equal("Halfway", experiment.Ablation.Name);
        Assert.Equal("Halfway", HalfwayEdges.Declared.Ablation);
        var circuit = experiment.Acdc(0.1).Discover();
        Assert.Contains("Halfway", CircuitText.Summary(circuit), StringComparison.Ordinal);
        Assert.Contains("\"ablation\": \"Halfway\"", CircuitJson.ToText(circuit), StringComparison.Ordinal);
    }

    [Fact]
    public void Site_by_site_is_what_linear_maps_say_of_the_whole()
    {
        using var halfway = HalfwayEdges.From(Small.Model());
        using var interchange = SmallEdges.From(Small.Model());
        using var scope = NewDisposeScope();
        var expected = Ops.Scale(Ops.Add(interchange.Runs.CleanOutputs, interchange.Runs.AblatedOutputs), 0.5);
        Numbers.Same(expected, halfway.Runs.AblatedOutputs, Tolerance);
    }

    [Fact]
    public void A_shipped_ablation_written_as_a_users_gives_what_the_shipped_one_gives()
    {
        using var zero = SmallZeroEdges.From(Small.Model());
        using var own = new ByHand(zero, new OwnZero());
        Numbers.Same(zero.Runs.AblatedOutputs, own.Runs.AblatedOutputs, Tolerance);
        Assert.Equal(
            zero.EdgeAttributionPatching().Score().Values,
            new EdgeAttributionPatching(own).Score().Values,
            (a, b) => Math.Abs(a - b) < Tolerance
        );
    }

    [Theory]
    [InlineData(BiasConvention.Stream)]
    [InlineData(BiasConvention.Writer)]
    public void An_mlps_bias_is_replaced_with_it_or_stays_as_the_convention_says(BiasConvention biases)
    {
        using var declared = SquareEdges.From(Small.Model());
        using var experiment = declared.With(biases);
        using var scope = NewDisposeScope();
        var (graph, model) = (experiment.Graph, experiment.Transformer);
        var mlp = graph.WriterIndex(Writer.OfMlp(1));
        var written = experiment.Runs.CleanOutputs[mlp];
        var bias = model.Weights.Layers[1].b_out!;
        var hook = Ops.Add(written, bias);
        var expected = biases == BiasConvention.Stream ? written * written : Ops.Add(hook * hook, bias.neg());
        Numbers.Same(expected, experiment.Runs.AblatedOutputs[mlp], Tolerance);
    }

    [Fact]
    public void Features_are_replaced_too()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var halfway = Scores(new HalfwayAblation());
        // Half of the way changes half of every feature and error term.
        Assert.Equal(
            Scores(new InterchangeAblation()).Select(score => score / 2),
            halfway,
            (a, b) => Math.Abs(a - b) < 1e-9
        );

        double[] Scores(Ablation ablation) =>
            [
                .. new FeatureAttribution(
                    new AnswerTask(
                        model,
                        dictionaries,
                        SmallFeatures.Prompts(model.Architecture, 4, oneLength: false),
                        new LogitDifference(),
                        ablation,
                        splitPositions: false
                    )
                )
                    .Run()
                    .Values,
            ];
    }

    [Fact]
    public void Features_are_taken_batch_by_batch_and_prompts_that_are_coupled_are_refused()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = new AnswerTask(
            model,
            dictionaries,
            SmallFeatures.Prompts(model.Architecture, 4, oneLength: false),
            new LogitDifference(),
            new BatchAblation(),
            splitPositions: false
        );
        var refused = Assert.Throws<UnsuitableMethodException>(() => new FeatureAttribution(task).Run());
        Assert.StartsWith("Batch replaces a prompt's features by what depends on other prompts", refused.Message);
    }

    private sealed class ByHand(SmallZeroEdges declared, Ablation ablation)
        : GraphExperiment(
            declared.Declaration,
            declared.Units,
            declared.Transformer,
            declared.Prompts,
            declared.Metric,
            ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);
    }

    private sealed record OwnZero : Ablation
    {
        public override Tensor Replace(AblatedActivation activation) => zeros_like(activation.Clean);
    }
}

/// <summary>The laws of every experiment, under an ablation of a user's.</summary>
public sealed class OwnAblationLaws : ExperimentLaws<SquareEdges>
{
    protected override SquareEdges Make() => SquareEdges.From(Small.Model());
}

/// <summary>The laws of every experiment on nodes, under an ablation of a user's.</summary>
public sealed class OwnAblationNodeLaws : ExperimentLaws<SquareNodes>
{
    protected override SquareNodes Make() => SquareNodes.From(Small.Model());
}
