using static TorchSharp.torch;

namespace Circuitry.Conformance;

[Transformer(
    Layers = 3,
    Heads = 4,
    KeyValueHeads = 2,
    ModelWidth = 12,
    HeadWidth = 3,
    Context = 6,
    Vocabulary = 9,
    Normalization = Normalization.None
)]
public sealed partial class LinearHeads;

[Transformer(
    Layers = 2,
    Heads = 3,
    ModelWidth = 12,
    HeadWidth = 4,
    MlpWidth = 10,
    Context = 6,
    Vocabulary = 9,
    Normalization = Normalization.None
)]
public sealed partial class LinearBlocks;

[Experiment, Model<LinearHeads>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge, SplitEmbedding = true)]
public sealed partial class LinearHeadsEdges;

[Experiment, Model<LinearBlocks>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class LinearBlocksEdges;

[Experiment, Model<LinearBlocks>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Node)]
public sealed partial class LinearBlocksNodes;

/// <summary>
/// A model that is linear in what is patched: queries and keys are zero, so that attention is uniform, every neuron of its
/// MLPs is far on the open side of its ReLU, and there is no norm. One gradient, anywhere, then tells every effect.
/// </summary>
/// <remarks>
/// Paths that do more than move the embedding are no part of the law: along <see cref="ActivationPath"/> and
/// <see cref="MaskPath"/> even a chain of three linear edges scores otherwise, as the toys show.
/// </remarks>
public sealed class LinearModelTests
{
    /// <summary>Relative to the largest effect, in float64; worst seen: 4e-13 behind neurons whose constants are 1e4, 5e-15 without.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>What a model with attention of its own is off by at least.</summary>
    private const double Curved = 1e-3;

    public static TheoryData<string, ShippedAblation> Cases()
    {
        var data = new TheoryData<string, ShippedAblation>();
        foreach (var name in new[] { "heads", "blocks", "nodes" })
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
    public void The_scores_of_a_linear_model_are_its_exact_effects(string name, ShippedAblation ablation)
    {
        using var experiment = Load(name, ablation, linear: true);
        var exact = new ExactEffects(experiment).Score();
        // Most units matter, so that agreement is not one of zeros.
        Assert.True(exact.Values.Count(value => Math.Abs(value) > 1e-3) > exact.Values.Count / 4);
        foreach (var method in Methods(ablation))
        {
            var scores = method(experiment).Score();
            var worst = Difference(exact, scores);
            Assert.True(
                worst <= Tolerance,
                FormattableString.Invariant($"{scores.Method.Name} is off by {worst} of the largest effect")
            );
        }
    }

    [Fact]
    public void The_scores_of_a_model_that_is_not_linear_are_not()
    {
        using var experiment = Load("heads", Ablation.Interchange, linear: false);
        var exact = new ExactEffects(experiment).Score();
        foreach (var method in Methods(Ablation.Interchange))
        {
            Assert.True(Difference(exact, method(experiment).Score()) > Curved);
        }
    }

    private static IEnumerable<Func<GraphExperiment, IUnitScoring>> Methods(Ablation ablation)
    {
        yield return experiment => new EdgeAttributionPatching(experiment);
        if (ablation != Ablation.Interchange)
        {
            // There is no corrupted run to go to.
            yield break;
        }

        yield return experiment => new CleanCorrupted(experiment);
        foreach (var rule in new IntegrationRule[] { new LeftRule(2), new RightRule(3), new GaussLegendreRule(5) })
        {
            yield return experiment => new IntegratedGradients(
                experiment,
                new IntegratedGradientsOptions { Path = new EmbeddingPath(), Rule = rule }
            );
        }
    }

    private static double Difference(UnitScores exact, UnitScores scores) =>
        exact.Values.Zip(scores.Values, (e, s) => Math.Abs(e - s)).Max() / exact.Values.Max(Math.Abs);

    private static Variation Load(string name, Ablation ablation, bool linear) =>
        new(
            name switch
            {
                "heads" => LinearHeadsEdges.From(LinearHeads.From(Weights(LinearHeads.Declared, linear)), Prompts()),
                "blocks" => LinearBlocksEdges.From(
                    LinearBlocks.From(Weights(LinearBlocks.Declared, linear)),
                    Prompts()
                ),
                _ => LinearBlocksNodes.From(LinearBlocks.From(Weights(LinearBlocks.Declared, linear)), Prompts()),
            },
            ablation,
            new LogitDifference()
        );

    private static TransformerWeights Weights(Architecture architecture, bool linear)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var weights = TransformerWeights.Random(architecture, seed: 3, float64);
        using var generator = new Generator(4, CPU);
        foreach (var weight in weights.Tensors)
        {
            var noise = randn(weight.shape, dtype: float64, generator: generator);
            weight.add_(Ops.Scale(noise, 0.5), Scalars.One);
        }

        foreach (var (index, layer) in weights.Layers.Where(_ => linear).Index())
        {
            var queriesAndKeys = (architecture.Heads + architecture.KeyValueHeads) * architecture.HeadWidth;
            layer.W_QKV.narrow(1, 0, queriesAndKeys).zero_();
            // More than all that is upstream can take away, the MLP in front of this one included.
            layer.b_in?.fill_(Scalars.Of(Math.Pow(100, index + 1)));
        }

        return weights;
    }

    // Of different lengths, so that there is padding.
    private static PromptPairs Prompts() =>
        PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2, 3, 4, 5], [1, 2, 8, 4, 6], 7, 3),
            PromptPair.AtLastPosition([8, 7, 0], [8, 4, 0], 1, 2),
            PromptPair.AtLastPosition([6, 6, 1, 7], [6, 5, 1, 2], 0, 8),
        ]);
}
