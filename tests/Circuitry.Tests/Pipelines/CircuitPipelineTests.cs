namespace Circuitry.Tests;

public sealed class CircuitPipelineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("circuitry-pipeline-").FullName;
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly PlainKMeans _kMeans = new();

    public CircuitPipelineTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void From_a_corpus_to_clusters_with_a_circuit_and_a_page_each_and_an_index_that_links_them()
    {
        var result = Run("whole");

        Assert.Equal(Options().Contexts.Count, result.Sample.Contexts.Count);
        Assert.Equal(result.Sample.Contexts.Count, result.Clusters.Sum(cluster => cluster.Contexts.Count));
        Assert.InRange(result.Clusters.Count, 2, 3);
        Assert.Equal(_kMeans.Calls, Options().Clusters.Count);
        Assert.InRange(result.BehaviourAgreement!.Value, -1, 1);
        Assert.Null(result.KindAgreement);
        var index = File.ReadAllText(In("whole", "index.html"));
        Assert.DoesNotContain("<script", index, StringComparison.Ordinal);
        Assert.Contains("adjusted Rand index", index, StringComparison.Ordinal);
        Assert.All(
            result.Clusters,
            cluster =>
            {
                Assert.Contains($"<a href=\"{cluster.FileName}.html\">", index, StringComparison.Ordinal);
                Assert.True(File.Exists(In("whole", $"{cluster.FileName}.html")));
                Assert.Equal(cluster.Circuit.Kept, CircuitJson.Read(In("whole", $"{cluster.FileName}.json")).Kept);
                Assert.Equal(Options().Nodes, cluster.Circuit.Kept.Count);
                Assert.Equal(Math.Min(4, cluster.Contexts.Count), cluster.Circuit.Provenance.Prompts);
            }
        );
    }

    [Theory]
    [InlineData("contexts")]
    [InlineData("vectors")]
    [InlineData("clusters")]
    [InlineData("cluster-00")]
    [InlineData("cluster-01")]
    public void Stopped_in_any_stage_it_goes_on_to_the_same_files_and_does_no_finished_stage_again(string stage)
    {
        Run("whole");
        var first = new Recorder();
        using var source = new CancellationTokenSource();
        var stopping = new Recorder(at =>
        {
            if (Recorder.NameOf(at) == stage)
            {
                source.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => Run("resumed", stopping, source.Token));
        Run("resumed", first);

        Assert.Equal(Files("whole"), Files("resumed"));
        var finished = stopping.Stages.TakeWhile(done => done != stage);
        Assert.Empty(first.Stages.Intersect(finished));
        var again = new Recorder();
        Run("resumed", again);
        Assert.Empty(again.Stages);
    }

    [Fact]
    public void Other_settings_do_again_what_they_change_and_no_more()
    {
        Run("changed");
        var recorder = new Recorder();

        Run("changed", recorder, options: Options() with { Nodes = 6 });

        Assert.Equal(["cluster-00", "cluster-01"], recorder.Stages.Take(2));
        recorder.Stages.Clear();
        Run("changed", recorder, options: Options() with { Vectors = new VectorOptions { Kind = VectorKind.Effects } });
        Assert.Equal(["vectors", "clusters"], recorder.Stages.Take(2));
        recorder.Stages.Clear();
        CircuitPipeline.Forget(In("changed", ""));
        Run("changed", recorder);
        Assert.Equal(["contexts", "vectors", "clusters"], recorder.Stages.Take(3));
    }

    [Fact]
    public void Contexts_are_those_that_the_model_predicts_and_say_how_it_does()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var options = new ContextOptions
        {
            Count = 1000,
            MaximumLoss = 3,
            PhraseShare = 2,
            DropRepeats = false,
        };

        var sample = new ContextCollector(_model, options).Collect(Corpus(), null, default);

        Assert.Equal(sample.Predicted, sample.Contexts.Count);
        Assert.InRange(sample.Predicted, 5, sample.Tokens - 5);
        Assert.Equal(Corpus().Count(), sample.Texts);
        foreach (var context in sample.Contexts)
        {
            var text = Corpus().ElementAt((int)context.Text);
            Assert.Equal(text.Tokens.Take(context.Tokens.Count), context.Tokens);
            Assert.Equal(text.Tokens[context.Tokens.Count], context.Next);
            using var alone = Sequence.Of(new Prompts([context.Tokens]), _model);
            var logits = _model.Forward(alone).select(1, context.Tokens.Count - 1);
            Assert.Equal(-logits.log_softmax(-1)[0, context.Next].item<double>(), context.Loss, 8);
            Assert.True(context.Loss < options.MaximumLoss);
        }
    }

    [Fact]
    public void Repeated_pairs_are_left_out_where_that_is_asked()
    {
        CorpusText[] corpus = [new() { Tokens = [1, 2, 3, 1, 2, 3] }];
        var options = new ContextOptions { MaximumLoss = 1000, PhraseShare = 2 };

        var sample = new ContextCollector(_model, options).Collect(corpus, null, default);

        // 1 2 and 2 3 come a second time; 3 1 does not.
        Assert.Equal(2, sample.Repeats);
        Assert.Equal([2, 3], sample.Contexts.Select(context => context.Tokens.Count));
    }

    [Fact]
    public void The_effects_of_a_context_are_the_scores_of_a_task_with_it_alone()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var contexts = new ContextCollector(_model, Options().Contexts).Collect(Corpus(), null, default).Contexts;

        var vectors = new ContextVectors(_model, _dictionaries, new VectorOptions { Kind = VectorKind.Effects }).Of(
            contexts,
            null,
            default
        );

        var task = new AnswerTask(
            _model,
            _dictionaries,
            PromptPairs.Of([contexts[3].ToPair()]),
            new AnswerLoss(),
            Ablation.Zero,
            splitPositions: false
        );
        var scores = new FeatureAttribution(task).Run();
        double[] features = [.. scores.Values.Where((_, index) => !task.Units[index].IsError)];
        var length = Math.Sqrt(features.Sum(score => score * score));
        var row = vectors[3].data<float>().ToArray();
        Assert.Equal(features.Length, row.Length);
        Assert.All(features.Zip(row), pair => Assert.Equal(pair.First / length, pair.Second, 5));
    }

    [Theory]
    [InlineData(VectorKind.LastActivations)]
    [InlineData(VectorKind.MeanActivations)]
    public void Activations_of_a_context_do_not_depend_on_those_it_is_padded_with(VectorKind kind)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var contexts = new ContextCollector(_model, Options().Contexts).Collect(Corpus(), null, default).Contexts;
        var shortest = contexts.MinBy(context => context.Tokens.Count)!;
        var vectors = new ContextVectors(_model, _dictionaries, new VectorOptions { Kind = kind });

        var alone = vectors.Of([shortest], null, default)[0].data<float>().ToArray();
        var padded = vectors.Of(contexts, null, default)[contexts.ToList().IndexOf(shortest)].data<float>().ToArray();

        Assert.All(alone.Zip(padded), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.Equal(1, alone.Sum(number => number * number), 4);
    }

    [Fact]
    public void A_projection_keeps_cosines_and_changes_with_its_seed()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var blobs = Blobs.Vectors(3, columns: 400, noise: 0.05);
        using var projection = RandomProjection.Make(400, 200, seed: 0);

        using var projected = projection.Apply(blobs);

        // Each column is added to eight, so that squares grow eightfold.
        var errors = Ops.Scale(projected.matmul(projected.t()), 1.0 / 8).sub(blobs.matmul(blobs.t()));
        Assert.Equal([3 * Blobs.Each, 200], projected.shape);
        Assert.InRange(errors.abs().mean().item<float>(), 0, 0.1);
        using var other = RandomProjection.Make(400, 200, seed: 1);
        using var otherwise = other.Apply(blobs);
        Assert.False(otherwise.allclose(projected));
    }

    private static PipelineOptions Options() =>
        new()
        {
            Contexts = new ContextOptions
            {
                Count = 24,
                MaximumLoss = 1000,
                PhraseShare = 2,
            },
            Vectors = new VectorOptions { Kind = VectorKind.LastActivations },
            Clusters = [2, 3],
            CircuitContexts = 4,
            Nodes = 8,
            EvidenceTexts = 5,
        };

    private IEnumerable<CorpusText> Corpus() =>
        Corpora
            .Random(_model.Architecture, 12, seed: 4)
            .Select(tokens => new CorpusText
            {
                Tokens = tokens,
                Behaviours = [.. tokens.Select(token => token % 2 == 0 ? "even" : "odd")],
            });

    private PipelineResult Run(
        string folder,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        PipelineOptions? options = null
    ) =>
        new CircuitPipeline(
            _model,
            _dictionaries,
            token => FormattableString.Invariant($"t{token}"),
            _kMeans,
            options ?? Options()
        ).Run(Corpus(), "random texts", In(folder, ""), progress, cancellation);

    private string In(string folder, string file) => Path.Combine(_folder, folder, file);

    private SortedDictionary<string, string> Files(string folder) =>
        new(
            Directory
                .EnumerateFiles(In(folder, ""))
                .ToDictionary(
                    file => Path.GetFileName(file),
                    file =>
                        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
                ),
            StringComparer.Ordinal
        );

    private sealed class Recorder(Action<Progress>? then = null) : IProgress<Progress>
    {
        /// <summary>The stage, each cluster's circuit as one of its own.</summary>
        public static string NameOf(Progress at) =>
            at.Stage == "circuits" ? FormattableString.Invariant($"cluster-{at.Done:00}") : at.Stage;

        public List<string> Stages { get; } = [];

        public void Report(Progress value)
        {
            if (!Stages.Contains(NameOf(value)))
            {
                Stages.Add(NameOf(value));
            }

            then?.Invoke(value);
        }
    }
}
