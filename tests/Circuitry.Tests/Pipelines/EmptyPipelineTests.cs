using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Corpora in which nothing is predicted, texts of one token, clusters of one context.</summary>
public sealed class EmptyPipelineTests : IDisposable
{
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public EmptyPipelineTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_corpus_without_predicted_tokens_has_too_few_contexts()
    {
        var strict = Options() with { Contexts = new ContextOptions { MaximumLoss = 1e-12 } };
        foreach (var kind in Enum.GetValues<VectorKind>())
        {
            Refused<EvaluationException>(
                "0 contexts cannot be divided into 2 clusters",
                () => Run(Corpus(), strict with { Vectors = new VectorOptions { Kind = kind } })
            );
        }

        using var none = new ContextVectors(_model, _dictionaries, new VectorOptions { Columns = 7 }).Of(
            [],
            null,
            default
        );
        Assert.Equal([0, 7], none.shape);
    }

    [Fact]
    public void Texts_of_one_token_predict_nothing_and_an_empty_corpus_is_refused()
    {
        var single = Enumerable.Range(1, 5).Select(token => new CorpusText { Tokens = [token] });
        var sample = new ContextCollector(_model, Options().Contexts).Collect(single, null, default);
        Assert.Empty(sample.Contexts);
        Assert.Equal((5, 5, 0), (sample.Texts, sample.Tokens, sample.Predicted));
        Refused<EvaluationException>("0 contexts cannot be divided into 2 clusters", () => Run(single, Options()));
        Refused<PromptException>("no sequences", () => Run([], Options()));
        Refused<PromptException>("has no tokens", () => Run([new CorpusText { Tokens = [] }], Options()));
        Refused<PromptException>(
            "text 0 of the corpus has 3 tokens and 1 behaviours",
            () => Run([new CorpusText { Tokens = [1, 2, 3], Behaviours = ["x"] }], Options())
        );
    }

    [Fact]
    public void Three_contexts_in_two_clusters_leave_one_alone_with_a_circuit_of_its_own()
    {
        var result = Run(
            [.. Corpus().Take(1).Select(text => text with { Tokens = [1, 2, 3, 4, 5] })],
            Options() with
            {
                Contexts = Options().Contexts with { MinimumLength = 2 },
                Clusters = [2, 40],
            }
        );
        Assert.Equal(3, result.Sample.Contexts.Count);
        Assert.Equal([2, 1], result.Clusters.Select(cluster => cluster.Contexts.Count));
        Assert.Equal(1, result.Clusters[1].Circuit.Provenance.Prompts);
        Assert.NotEmpty(result.Clusters[1].Circuit.Kept);
        Assert.True(File.Exists(_folder.File("1/cluster-01.html")));
    }

    [Fact]
    public void Contexts_on_which_no_feature_is_active_are_alike()
    {
        using var dead = new FeatureDictionaries([
            new SparseAutoencoder(
                FeatureSite.Residual(0),
                zeros([12, 3], float64),
                Ops.Add(zeros([3], float64), -1),
                Autoencoders.Normal(3, 3, 12),
                zeros([12], float64),
                DictionaryActivation.Relu()
            ),
        ]);
        var result = new CircuitPipeline(_model, dead, Text, new PlainKMeans(), Options()).Run(
            Corpus(),
            "texts",
            _folder.Path
        );
        Assert.Single(result.Clusters);
        // Nothing but the error term is left.
        Assert.All(result.Clusters[0].Circuit.Features, node => Assert.True(node.Node.IsError));
    }

    [Fact]
    public void What_a_pipeline_or_a_clusterer_cannot_do_is_told_before_a_model_runs()
    {
        Refused<ArgumentException>(
            "at least one site",
            () => Make(Options() with { Vectors = new VectorOptions { Sites = [] } })
        );
        Refused<DictionaryException>(
            "blocks.1.hook_resid_pre has no dictionary",
            () =>
                Make(
                    Options() with
                    {
                        Vectors = new VectorOptions { Sites = [new FeatureSite(HookSite.ResidualPre, 1)] },
                    }
                )
        );
        using var vectors = Autoencoders.Normal(1, 3, 4);
        var spectral = new SpectralClustering(new PlainKMeans());
        Refused<EvaluationException>("3 vectors cannot be divided into 4", () => spectral.Cluster(vectors, 4, 0));
        Refused<EvaluationException>("into 0 clusters", () => spectral.Cluster(vectors, 0, 0));
        Refused<EvaluationException>(
            "'short' gave 1 labels for 3 vectors",
            () => ContextClusters.Of(vectors, new Short(), [2], 0, null, default)
        );
        using var broken = full([3, 4], double.NaN.ToScalar(), float64);
        Refused<EvaluationException>(
            "is not finite",
            () => ContextClusters.Of(broken, new PlainKMeans(), [2], 0, null, default)
        );
    }

    private static string Text(int token) => FormattableString.Invariant($"t{token}");

    private CircuitPipeline Make(PipelineOptions options) =>
        new(_model, _dictionaries, Text, new PlainKMeans(), options);

    private PipelineResult Run(IEnumerable<CorpusText> corpus, PipelineOptions options) =>
        Make(options).Run(corpus, "texts", _folder.File(FormattableString.Invariant($"{++_runs}")));

    private IEnumerable<CorpusText> Corpus() =>
        Corpora.Random(_model.Architecture, 12, seed: 4).Select(tokens => new CorpusText { Tokens = tokens });

    private static PipelineOptions Options() =>
        new()
        {
            Contexts = new ContextOptions
            {
                Count = 24,
                MaximumLoss = 1000,
                PhraseShare = 2,
                DropRepeats = false,
            },
            Clusters = [2],
            CircuitContexts = 4,
            Nodes = 4,
            EvidenceTexts = 2,
        };

    private static void Refused<TException>(string words, Action act)
        where TException : Exception =>
        Assert.Contains(words, Assert.ThrowsAny<TException>(act).Message, StringComparison.Ordinal);

    private sealed class Short : IClusterer
    {
        public string Name => "short";

        public IReadOnlyList<int> Cluster(
            Tensor vectors,
            int clusters,
            int seed,
            CancellationToken cancellation = default
        ) => [0];
    }
}
