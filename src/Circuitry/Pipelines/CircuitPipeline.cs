using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>
/// Finds circuits for many behaviours automatically, from a corpus and a model ("Sparse Feature Circuits", Marks et al. 2024, section 5
/// and appendix G).
/// </summary>
/// <remarks>
/// 1. Contexts: positions at which the model predicts the next token, a sample of bounded size.
/// 2. Vectors: one for each context, of features' activations or effects.
/// 3. Clusters: contexts whose vectors are alike.
/// 4. Circuits: one for each cluster, of those contexts that are most like it, and a page of it.
/// Each finished stage is saved in the folder and not repeated; an index page links them all.
/// </remarks>
public sealed class CircuitPipeline
{
    private const string IndexPage = "index.html";

    private readonly TransformerModel _model;
    private readonly FeatureDictionaries _dictionaries;
    private readonly Func<int, string?> _tokenText;
    private readonly IClusterer _clusterer;
    private readonly PipelineOptions _options;

    /// <summary>Binds a model and dictionaries, which stay the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="clusterer">The clustering algorithm.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model.</exception>
    /// <exception cref="TokenizerException">The tokenizer is of another model.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CircuitPipeline(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        TextTokenizer tokenizer,
        IClusterer clusterer,
        PipelineOptions? options = null
    )
        : this(model, dictionaries, tokenizer.TextsFor(model.Architecture), clusterer, options) { }

    /// <summary>Binds a model and dictionaries, which stay the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenText">The text of a token; null if the id is not in the vocabulary.</param>
    /// <param name="clusterer">The clustering algorithm.</param>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CircuitPipeline(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        Func<int, string?> tokenText,
        IClusterer clusterer,
        PipelineOptions? options = null
    )
    {
        dictionaries.CheckFit(model.Architecture);
        foreach (var site in options?.Vectors.Sites ?? [])
        {
            // Throws if there is none.
            _ = dictionaries[site];
        }

        (_model, _dictionaries, _tokenText, _clusterer) = (model, dictionaries, tokenText, clusterer);
        _options = options ?? new PipelineOptions();
        _options.Check();
    }

    /// <summary>Runs the pipeline; resumes if the folder holds stages that the same pipeline has finished.</summary>
    /// <param name="corpus">The texts, the same whenever they are read; phrases and evidence are of the first of them.</param>
    /// <param name="identity">Identifies the corpus, such as by its name, seed and size.</param>
    /// <param name="folder">Where finished stages, circuits and pages are saved.</param>
    /// <param name="progress">Notified of progress.</param>
    /// <param name="cancellation">Stops it; finished stages stay saved.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="PromptException">The corpus is empty, or a text does not suit the model.</exception>
    /// <exception cref="EvaluationException">There are too few contexts to cluster.</exception>
    /// <exception cref="CircuitFileException">A file cannot be read or written.</exception>
    /// <exception cref="CheckpointException">
    /// The vectors or the list of finished stages of an earlier run are damaged, or these cannot be written.
    /// </exception>
    public PipelineResult Run(
        IEnumerable<CorpusText> corpus,
        string identity,
        string folder,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var scope = NewDisposeScope();
        var files = new PipelineFolder(folder);
        // Without an index the folder is unfinished, whatever it holds.
        PipelineFolder.Delete(folder, IndexPage);
        var ofContexts = Identity.HashOf(identity, _model.Weights, _model.NumberType, _options.Contexts);
        var sample = Contexts(corpus, files, ofContexts, progress, cancellation);
        var ofVectors = Identity.HashOf(
            ofContexts,
            _dictionaries.Sites.Select(site => (site, _dictionaries[site])),
            _options.Vectors with
            {
                Sites = _options.Vectors.Sites ?? _dictionaries.Sites,
            }
        );
        var vectors = Vectors(sample, files, ofVectors, progress, cancellation);
        var ofClusters = Identity.HashOf(ofVectors, _clusterer.Name, _options.Clusters, _options.Seed);
        var clustering = Clusters(vectors, files, ofClusters, progress, cancellation);
        var circuits = new ClusterCircuits(_model, _dictionaries, _tokenText, _options);
        var clusters = new List<ContextCluster>();
        var meter = new ProgressMeter(progress, "circuits", clustering.Count, "clusters");
        foreach (var members in ClusterMembers.Of(vectors, clustering))
        {
            CorpusContext[] contexts = [.. members.Select(member => sample.Contexts[member])];
            var own = meter.Step(clusters.Count);
            clusters.Add(circuits.Of(clusters.Count, contexts, corpus, files, ofClusters, own, cancellation));
        }

        var result = new PipelineResult
        {
            Sample = sample,
            Clustering = clustering,
            Clusters = clusters,
        };
        files.DeleteClustersFrom(clusters.Count);
        PipelinePage.Write(result, _model, _clusterer.Name, _options, _tokenText, files.File(IndexPage));
        return result;
    }

    /// <summary>Whether a folder holds finished stages of a run that did not end.</summary>
    public static bool IsUnfinished(string folder) =>
        File.Exists(Path.Combine(folder, PipelineFolder.Stages)) && !File.Exists(Path.Combine(folder, IndexPage));

    /// <summary>
    /// Discards the finished stages in a folder, so that the next run starts from scratch; other files stay until they are overwritten.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Forget(string folder)
    {
        PipelineFolder.Delete(folder, IndexPage);
        PipelineFolder.Delete(folder, PipelineFolder.Stages);
    }

    private ContextSample Contexts(
        IEnumerable<CorpusText> corpus,
        PipelineFolder files,
        string fingerprint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        const string stage = "contexts";
        const string file = "contexts.json";
        var sample = files.Run(
            stage,
            fingerprint,
            [file],
            () => files.ReadSample(file, _model.Architecture, _options.Clusters.Min()),
            () =>
            {
                var made = new ContextCollector(_model, _options.Contexts).Collect(corpus, progress, cancellation);
                files.Write(made, file);
                return made;
            }
        );
        ContextClusters.Possible(_options.Clusters, sample.Contexts.Count);
        return sample;
    }

    private Tensor Vectors(
        ContextSample sample,
        PipelineFolder files,
        string fingerprint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        const string stage = "vectors";
        const string name = "vectors.safetensors";
        var file = new CheckpointFile(files.File(name), fingerprint, TimeSpan.Zero);
        return files.Run(stage, fingerprint, [name], Read, Make);

        Tensor Read() =>
            file.Load([stage]) is [var stored]
            && stored.is_floating_point()
            && stored.ndim == 2
            && stored.size(0) == sample.Contexts.Count
                ? stored
                : throw new CheckpointException(
                    FormattableString.Invariant(
                        $"{files.File(name)} has not a vector for each of {Counted.Of(sample.Contexts.Count, "context")}. Delete the folder to start from scratch."
                    )
                );

        Tensor Make()
        {
            var made = new ContextVectors(_model, _dictionaries, _options.Vectors).Of(
                sample.Contexts,
                progress,
                cancellation
            );
            file.Save([(stage, made)]);
            return made;
        }
    }

    private ContextClusters Clusters(
        Tensor vectors,
        PipelineFolder files,
        string fingerprint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        const string stage = "clusters";
        const string file = "clusters.json";
        return files.Run(
            stage,
            fingerprint,
            [file],
            () => files.ReadClusters(file, (int)vectors.size(0)),
            () =>
            {
                var made = ContextClusters.Of(
                    vectors,
                    _clusterer,
                    _options.Clusters,
                    _options.Seed,
                    progress,
                    cancellation
                );
                files.Write(made, file);
                return made;
            }
        );
    }
}
