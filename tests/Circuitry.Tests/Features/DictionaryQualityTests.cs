using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class DictionaryQualityTests : IDisposable
{
    private readonly Serial _model = SmallModels.Make<Serial>();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Neurons_recover_everything()
    {
        using var neurons = FeatureDictionaries.Neurons(Serial.Declared);

        var qualities = new DictionaryEvaluation(_model, neurons).Measure([Batch(1), Batch(2)]);

        Assert.Equal(neurons.Sites, qualities.Select(quality => quality.Site));
        Assert.All(
            qualities,
            quality =>
            {
                Assert.Equal(12, quality.L0);
                Assert.Equal(1, quality.ExplainedVariance);
                Assert.Equal(1, quality.Cosine, 1e-12);
                Assert.Equal(0, quality.DeadFeatures);
                Assert.Equal(quality.Loss, quality.ReconstructedLoss);
                Assert.NotEqual(quality.Loss, quality.AblatedLoss);
                Assert.Equal(1, quality.LossRecovered);
            }
        );
    }

    [Fact]
    public void A_dictionary_that_decodes_zeros_recovers_nothing()
    {
        using var nothing = new FeatureDictionaries([Constant(0)]);

        var quality = new DictionaryEvaluation(_model, nothing).Measure([Batch(1)]).Single();

        Assert.Equal(0, quality.L0);
        Assert.Equal(0, quality.ExplainedVariance, 1e-12);
        Assert.Equal(0, quality.Cosine);
        Assert.Equal(1, quality.DeadShare);
        Assert.Equal(quality.AblatedLoss, quality.ReconstructedLoss);
        Assert.Equal(0, quality.LossRecovered);
    }

    [Fact]
    public void Figures_are_those_of_their_formulas_over_all_activations_at_once()
    {
        using var dictionaries = new FeatureDictionaries([
            Autoencoders.Random("topk", inputWidth: 12, width: 20, site: FeatureSite.Mlp(0)),
        ]);
        var dictionary = dictionaries[FeatureSite.Mlp(0)];
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var x = cat([
            .. new[] { 1, 2, 3 }.Select(seed =>
                SiteActivations.Of(_model, Batch(seed).Prompts, [FeatureSite.Mlp(0)])[0]
            ),
        ]);
        var features = dictionary.Encode(x);
        var y = dictionary.Decode(features, x);

        var quality = new DictionaryEvaluation(_model, dictionaries).Measure([Batch(1), Batch(2), Batch(3)]).Single();

        var left = x.sub(y).var([0L], unbiased: false).sum().item<double>();
        var all = x.var([0L], unbiased: false).sum().item<double>();
        Assert.Equal(x.size(0), quality.Activations);
        Assert.Equal(1 - (left / all), quality.ExplainedVariance, 1e-9);
        Assert.Equal(features.gt(Scalars.Zero).sum().item<long>() / (double)x.size(0), quality.L0, 1e-12);
        Assert.Equal(nn.functional.cosine_similarity(x, y, 1).mean().item<double>(), quality.Cosine, 1e-12);
        Assert.Equal(features.gt(Scalars.Zero).any(0).logical_not().sum().item<long>(), quality.DeadFeatures);
    }

    [Fact]
    public void Variance_is_explained_by_the_right_formula_and_not_by_that_of_SAELens_6()
    {
        // Mean 3, deviation 1; the error has deviation 0.5: a quarter of the variance is left.
        using var scope = NewDisposeScope();
        var x = Ops.Add(Autoencoders.Normal(1, 20_000, 8), 3);
        var y = x.sub(Ops.Scale(Autoencoders.Normal(2, 20_000, 8), 0.5));
        using var dictionary = new Fixed(y);
        using var tally = new ReconstructionTally(dictionary, CPU);
        tally.Add(x);

        Assert.Equal(0.75, tally.ExplainedVariance, 0.01);
        Assert.Equal(1.10, AsSaeLens(x, y), 0.01);
    }

    [Fact]
    public void Losses_are_of_the_tokens_that_can_be_predicted()
    {
        using var nothing = new FeatureDictionaries([Constant(0)]);
        int[][] texts =
        [
            [1, 2, 3, 4],
            [5, 6],
        ];
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        double Surprise(int row, int at)
        {
            using var sequence = Sequence.Of(new Prompts([texts[row]]), _model);
            return -_model.Forward(sequence).log_softmax(-1)[0, at - 1, texts[row][at]].item<double>();
        }

        var every = new DictionaryEvaluation(_model, nothing).Measure([new TextBatch(new Prompts(texts))]).Single();
        var some = new DictionaryEvaluation(_model, nothing)
            .Measure([new TextBatch(new Prompts(texts), [3, 1])])
            .Single();

        Assert.Equal((Surprise(0, 1) + Surprise(0, 2) + Surprise(0, 3) + Surprise(1, 1)) / 4, every.Loss, 1e-10);
        Assert.Equal((Surprise(0, 3) + Surprise(1, 1)) / 2, some.Loss, 1e-10);
    }

    [Fact]
    public void Losses_may_be_of_the_first_batches_only()
    {
        using var dictionaries = new FeatureDictionaries([Constant(1)]);

        var first = new DictionaryEvaluation(_model, dictionaries).Measure([Batch(1)]).Single();
        var both = new DictionaryEvaluation(_model, dictionaries) { LossBatches = 1 }
            .Measure([Batch(1), Batch(2)])
            .Single();

        Assert.Equal(first.ReconstructedLoss, both.ReconstructedLoss);
        Assert.True(both.Activations > first.Activations);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        using var dictionaries = new FeatureDictionaries([Constant(1)]);
        using var misfit = new FeatureDictionaries([Autoencoders.Random("relu")]);
        var evaluation = new DictionaryEvaluation(_model, dictionaries);

        Assert.Throws<DictionaryException>(() =>
            evaluation.Measure([
                new TextBatch(
                    new Prompts([
                        [1],
                        [2],
                    ])
                ),
            ])
        );
        Assert.Throws<DictionaryException>(() =>
            evaluation.Measure([
                new TextBatch(
                    new Prompts([
                        [1, 2],
                    ]),
                    [1, 1]
                ),
            ])
        );
        Assert.Throws<DictionaryException>(() => new DictionaryEvaluation(_model, misfit).Measure([Batch(1)]));
    }

    private static TextBatch Batch(int seed)
    {
        var random = new Random(seed);
        return new TextBatch(
            new Prompts(
                Enumerable
                    .Range(0, 5)
                    .Select(_ => Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(11)).ToArray())
            )
        );
    }

    /// <summary>Decodes a constant whatever it is given, and has no active feature.</summary>
    private static SparseAutoencoder Constant(double value)
    {
        using var one = Autoencoders.Normal(9, 12);
        return new SparseAutoencoder(
            FeatureSite.Residual(0),
            zeros(12, 3, dtype: float64),
            zeros(3, dtype: float64),
            zeros(3, 12, dtype: float64),
            Ops.Scale(one, value),
            DictionaryActivation.Relu()
        );
    }

    /// <summary>SAELens 6.18 takes the mean of squares, over all coordinates, for the mean.</summary>
    private static double AsSaeLens(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var mean = Ops.Square(x).mean().item<double>();
        var total = Ops.Sum(Ops.Square(x), 1).mean().item<double>() - (mean * mean);
        var left = Ops.Sum(Ops.Square(x.sub(y)), 1).mean().item<double>();
        return 1 - (left / total);
    }

    private sealed class Fixed(Tensor reconstruction) : FeatureDictionary(FeatureSite.Residual(0), 8, 1)
    {
        public override string Hash => "";

        public override Tensor Encode(Tensor input) => input.narrow(1, 0, 1);

        public override Tensor Decode(Tensor features, Tensor input) => reconstruction.alias();

        public override Tensor DecoderGradient(Tensor gradient, Tensor input) => throw new NotSupportedException();

        public override Tensor Directions(Tensor indices) => throw new NotSupportedException();

        public override Tensor EncoderGradients(Tensor input, Tensor indices) => throw new NotSupportedException();

        public override void Dispose() { }
    }
}
