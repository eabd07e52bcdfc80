using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Where there is nothing, results say so, and what cannot be done with nothing is refused by name.</summary>
public sealed class EmptyFeaturesTests : IDisposable
{
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly TemporaryFolder _folder = new();

    public EmptyFeaturesTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_circuit_without_nodes_has_the_empty_models_measure_and_every_report()
    {
        var task = SmallFeatures.Task(_model, _dictionaries);
        var circuit = new FeatureCircuitSearch(task, new FeatureCircuitOptions { NodeThreshold = 1e9 }).Discover();

        Assert.Empty(circuit.Kept);
        Assert.Empty(circuit.Edges);
        Assert.Equal(circuit.Measure.Empty, circuit.Measure.Circuit, 1e-12);
        Assert.Equal(0, circuit.Measure.Faithfulness, 1e-12);
        Assert.True(double.IsNaN(circuit.ErrorShare));
        var path = _folder.File("circuit.json");
        CircuitJson.Write(circuit, path);
        var read = CircuitJson.Read(path);
        Assert.Empty(read.Kept);
        Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(read));
        Assert.All(
            new[]
            {
                CircuitDot.ToText(circuit),
                CircuitPage.ToText(circuit, []),
                CircuitPage.ToText(circuit, null),
                CircuitText.Summary(circuit),
            },
            text => Assert.NotEmpty(text)
        );
        Assert.Contains("undefined: all scores are 0", CircuitText.Summary(circuit), StringComparison.Ordinal);
        Assert.Equal("unit  score\n", CircuitText.Table(circuit));
        Assert.Equal("edge  weight\n", CircuitText.Edges(circuit));
        Assert.Empty(new FeatureEvidenceCollector(_model, _dictionaries, Text).Collect(circuit.Features, []));
        var evidence = _folder.File("evidence.json");
        FeatureEvidenceJson.Write([], evidence);
        Assert.Empty(FeatureEvidenceJson.Read(evidence));
    }

    [Fact]
    public void Nothing_to_replace_scores_nothing_and_closes_no_gap()
    {
        // Clean and corrupted prompts are the same.
        var prompts = PromptPairs.Of(
            SmallFeatures
                .Prompts(_model.Architecture, 3, false)
                .Pairs.Select(pair => pair with { Corrupted = pair.Clean })
        );
        var task = new AnswerTask(_model, _dictionaries, prompts, new LogitDifference(), Ablation.Interchange, false);
        foreach (
            var scores in new[]
            {
                new FeatureAttribution(task).Run(),
                new FeatureIntegratedGradients(task, new MidpointRule(2)).Run(),
                new FeatureExactEffects(task).Run(),
            }
        )
        {
            Assert.All(scores.Values, score => Assert.Equal(0, score));
            Assert.Empty(scores.Ranked());
            Assert.Equal(0, scores.Top(5).Count);
        }

        var exact = new FeatureExactEffects(task).Run();
        Assert.All(
            FeatureCorrelation.Of(exact, exact),
            site =>
            {
                Assert.Equal(0, site.Nodes);
                Assert.True(
                    double.IsNaN(site.Pearson) && double.IsNaN(site.Spearman) && double.IsNaN(site.RelativeError)
                );
            }
        );
        using var evaluator = new FeatureMeasure(
            task,
            new FeatureEvaluationOptions { Ablation = Ablation.Interchange, FirstBlock = -1 }
        );
        Assert.Equal(evaluator.MeasureFull().Average(), evaluator.MeasureEmpty().Average(), 1e-12);
        Assert.Empty(new Evaluator(evaluator).Curve([], []).Points);
        var point = Assert.Single(new Evaluator(evaluator).Curve([], [0, 5]).Points);
        Assert.Equal(0, point.Kept);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Evaluator(evaluator).Curve([], [-1]));
        Assert.Throws<ArgumentException>(() => FeatureCurves.Draw(exact, task, exact, task, []));
        Assert.Empty(FeatureCurveText.CorrelationRows([]));
        Assert.Empty(FeatureCurveText.Rows([]));
    }

    [Fact]
    public void A_dictionary_without_a_live_feature_leaves_everything_to_its_error_term()
    {
        using var dead = new FeatureDictionaries([Dead(FeatureSite.Residual(0)), Dead(FeatureSite.Mlp(1))]);
        var task = SmallFeatures.Task(_model, dead);
        var scores = new FeatureExactEffects(task).Run();
        Assert.NotEmpty(scores.Ranked());
        Assert.All(scores.RankedFeatures(), scored => Assert.True(scored.Node.IsError));
        var circuit = new FeatureCircuitSearch(task, new FeatureCircuitOptions { Nodes = 50 }).Discover();
        Assert.Equal(1, circuit.ErrorShare);

        var evidence = new FeatureEvidenceCollector(_model, dead, Text)
            .Collect([new ScoredFeature(new FeatureNode(FeatureSite.Residual(0), 3), 0)], [new[] { 1, 2, 3 }])
            .Single();
        Assert.Equal((3, 0, 0), (evidence.Tokens, evidence.Density, evidence.Mean));
        Assert.Empty(evidence.Contexts);
        Assert.Equal(Judgement.Relevant, new KeywordJudge(["x"]).Judge(evidence));
        Assert.NotEmpty(FeatureEvidenceText.ToText(evidence));
        Assert.NotEmpty(CircuitPage.ToText(circuit, [evidence]));

        var quality = new DictionaryEvaluation(_model, dead)
            .Measure([
                new TextBatch(
                    new Prompts([
                        [1, 2, 3],
                        [4],
                    ])
                ),
            ])
            .First();
        Assert.Equal(0, quality.L0);
        Assert.Equal(1, quality.DeadShare);
    }

    [Fact]
    public void Evidence_of_which_no_token_counts_says_so()
    {
        var evidence = new FeatureEvidenceCollector(
            _model,
            _dictionaries,
            Text,
            new FeatureEvidenceOptions { SkippedPositions = 5 }
        )
            .Collect([new ScoredFeature(new FeatureNode(FeatureSite.Embedding, 0), 1)], [new[] { 1 }, [2, 3]])
            .Single();
        Assert.Equal((0, 0, 0), (evidence.Tokens, evidence.Density, evidence.Mean));
        Assert.Empty(evidence.Contexts);
    }

    [Fact]
    public void Texts_of_one_token_have_activations_and_nothing_to_predict()
    {
        using var scope = NewDisposeScope();
        var texts = new Prompts([
            [1],
            [2],
        ]);
        Assert.Equal(2, SiteActivations.Of(_model, texts, [FeatureSite.Mlp(0)])[0].size(0));
        var evaluation = new DictionaryEvaluation(_model, _dictionaries);
        Refused<DictionaryException>("no token to predict", () => evaluation.Measure([new TextBatch(texts)]));
        Refused<DictionaryException>("no token to predict", () => evaluation.Measure([]));
        var mixed = evaluation.Measure([
            new TextBatch(texts),
            new TextBatch(
                new Prompts([
                    [1, 2],
                ])
            ),
        ]);
        Assert.All(mixed, quality => Assert.Equal(4, quality.Activations));
        Assert.All(mixed, quality => Assert.True(double.IsFinite(quality.Loss)));
        Refused<ArgumentOutOfRangeException>(
            "one batch or more",
            () => new DictionaryEvaluation(_model, _dictionaries) { LossBatches = 0 }.Measure([])
        );
    }

    [Fact]
    public void Dictionaries_for_no_site_or_for_one_twice_are_not_trained()
    {
        foreach (var sites in new FeatureSite[][] { [], [FeatureSite.Mlp(0), FeatureSite.Mlp(0)] })
        {
            var steps = 0;
            var texts = new TextStream(
                "counted",
                _ =>
                {
                    steps++;
                    return new Prompts([
                        [1, 2],
                    ]);
                }
            );
            Refused<ArgumentException>(
                "one site or more, each once",
                () => new DictionaryTrainer(_model, texts, new DictionaryTrainingOptions { Sites = sites }).Train()
            );
            Assert.Equal(0, steps);
        }
    }

    [Fact]
    public void Dictionaries_are_trained_on_texts_of_one_token_too()
    {
        var texts = new TextStream(
            "one token",
            step => new Prompts([
                [1 + step % 5],
            ])
        );
        using var trained = new DictionaryTrainer(
            _model,
            texts,
            new DictionaryTrainingOptions
            {
                Sites = [FeatureSite.Mlp(0)],
                Width = 4,
                K = 1,
                Steps = 12,
                ResampleEvery = 3,
            }
        ).Train();
        Assert.Equal(4, trained[FeatureSite.Mlp(0)].Width);
    }

    private static string Text(int token) => $"t{token}";

    /// <summary>An autoencoder whose biases keep every feature at zero.</summary>
    private SparseAutoencoder Dead(FeatureSite site)
    {
        var width = site.Width(_model.Architecture);
        return new SparseAutoencoder(
            site,
            zeros([width, 6], float64),
            Ops.Add(zeros([6], float64), -1),
            Autoencoders.Normal(3, 6, width),
            zeros([width], float64),
            DictionaryActivation.Relu()
        );
    }

    private static void Refused<TException>(string words, Action act)
        where TException : Exception =>
        Assert.Contains(words, Assert.ThrowsAny<TException>(act).Message, StringComparison.Ordinal);
}
