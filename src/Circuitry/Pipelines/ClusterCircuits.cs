namespace Circuitry.Pipelines;

/// <summary>The circuits of clusters, and their files.</summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">The dictionaries, which stay the caller's.</param>
/// <param name="tokenText">The text of a token.</param>
/// <param name="options">How circuits are found and shown.</param>
internal sealed class ClusterCircuits(
    TransformerModel model,
    FeatureDictionaries dictionaries,
    Func<int, string?> tokenText,
    PipelineOptions options
)
{
    /// <summary>The circuit of a cluster: read from the folder if it is saved there, otherwise found and saved.</summary>
    /// <param name="number">The cluster's number.</param>
    /// <param name="contexts">The cluster's contexts, those most like it first.</param>
    /// <param name="corpus">The corpus, for evidence.</param>
    /// <param name="files">The folder to save it in.</param>
    /// <param name="clusters">The fingerprint of the clusters.</param>
    /// <param name="progress">Notified of progress.</param>
    /// <param name="cancellation">Stops it.</param>
    public ContextCluster Of(
        int number,
        IReadOnlyList<CorpusContext> contexts,
        IEnumerable<CorpusText> corpus,
        PipelineFolder files,
        string clusters,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var stage = PipelineFolder.OfCluster(number);
        var fingerprint = Identity.HashOf(
            clusters,
            options.CircuitContexts,
            options.Nodes,
            options.Rule,
            options.EvidenceTexts
        );
        var (name, page) = ($"{stage}.json", $"{stage}.html");
        return new ContextCluster
        {
            Number = number,
            Contexts = contexts,
            Circuit = files.Run(
                stage,
                fingerprint,
                [name, page],
                () => CircuitJson.Read(files.File(name)),
                () =>
                {
                    var circuit = Find(number, contexts, progress, cancellation);
                    CircuitJson.Write(circuit, files.File(name));
                    CircuitPage.Write(circuit, Evidence(circuit, corpus, cancellation), files.File(page));
                    return circuit;
                }
            ),
        };
    }

    private Circuit Find(
        int number,
        IReadOnlyList<CorpusContext> contexts,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var task = new AnswerTask(
            model,
            dictionaries,
            PromptPairs.Of(contexts.Take(options.CircuitContexts).Select(context => context.ToPair())),
            new AnswerLoss(),
            Ablation.Zero,
            splitPositions: false
        )
        {
            Experiment = FormattableString.Invariant($"cluster {number}"),
        };
        return new FeatureCircuitSearch(
            task,
            new FeatureCircuitOptions { Nodes = options.Nodes, Rule = options.Rule }
        ).Discover(progress, cancellation);
    }

    private IReadOnlyList<FeatureEvidence>? Evidence(
        Circuit circuit,
        IEnumerable<CorpusText> corpus,
        CancellationToken cancellation
    ) =>
        options.EvidenceTexts == 0
            ? null
            : new FeatureEvidenceCollector(model, dictionaries, tokenText).Collect(
                circuit.Features,
                corpus.Take(options.EvidenceTexts).Select(text => text.Tokens),
                progress: null,
                cancellation
            );
}
