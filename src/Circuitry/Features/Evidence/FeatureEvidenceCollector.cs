using static System.FormattableString;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Collects the evidence that a person needs to judge the nodes of a circuit, from a corpus that is read once.</summary>
/// <remarks>
/// Memory depends on the number of nodes and on the options, not on the corpus. The order of the corpus does
/// not matter: activations are compared to five significant digits, and equal ones are told apart by their tokens.
/// </remarks>
public sealed class FeatureEvidenceCollector
{
    private readonly TransformerModel _model;
    private readonly FeatureDictionaries _dictionaries;
    private readonly TokenTexts _texts;
    private readonly FeatureEvidenceOptions _options;

    /// <summary>Binds a model and dictionaries, which stay the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="options">How much to collect; null for the defaults.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model.</exception>
    /// <exception cref="TokenizerException">The tokenizer is of another model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number among the options is negative.</exception>
    public FeatureEvidenceCollector(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        TextTokenizer tokenizer,
        FeatureEvidenceOptions? options = null
    )
        : this(model, dictionaries, tokenizer.TextsFor(model.Architecture), options) { }

    /// <summary>Binds a model and dictionaries, which stay the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenText">The text of a token; null if the id is not in the vocabulary.</param>
    /// <param name="options">How much to collect; null for the defaults.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number among the options is negative.</exception>
    public FeatureEvidenceCollector(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        Func<int, string?> tokenText,
        FeatureEvidenceOptions? options = null
    )
    {
        dictionaries.CheckFit(model.Architecture);
        (_model, _dictionaries, _options) = (model, dictionaries, options ?? new FeatureEvidenceOptions());
        _options.Check();
        _texts = new TokenTexts(model.Architecture.Vocabulary, tokenText);
    }

    /// <summary>Collects evidence.</summary>
    /// <param name="nodes">The nodes and their scores, such as those of a circuit.</param>
    /// <param name="corpus">Sequences of tokens, each no longer than the model's context, with any prefix that the model expects.</param>
    /// <param name="progress">Notified after every batch.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    /// <returns>The evidence of every node, in their order; the corpus is not read where there are no nodes.</returns>
    /// <exception cref="DictionaryException">There is no such node.</exception>
    /// <exception cref="PromptException">The corpus is empty, or a sequence of it does not suit the model.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<FeatureEvidence> Collect(
        IEnumerable<ScoredFeature> nodes,
        IEnumerable<IReadOnlyList<int>> corpus,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ScoredFeature[] asked = [.. nodes];
        if (asked.Length == 0)
        {
            return [];
        }

        using var gradients = no_grad();
        var sites = Tallies(asked);
        var meter = new ProgressMeter(
            progress,
            "evidence",
            corpus.TryGetNonEnumeratedCount(out var count) ? count : null,
            "sequences"
        );
        var (sequences, tokens) = (0L, 0L);
        foreach (var batch in CorpusBatches.Of(corpus, _model.Architecture, Widest(sites.Keys)))
        {
            cancellation.ThrowIfCancellationRequested();
            Count(batch, sites);
            sequences += batch.Count;
            tokens += Enumerable.Range(0, batch.Count).Sum(row => (long)batch[row].Count);
            meter.Report(sequences, new Reading("tokens", tokens));
        }

        var lens = new LogitLens(_model, _texts, _options.Logits);
        var logits = sites.ToDictionary(pair => pair.Key, pair => lens.Of(pair.Value.Dictionary, pair.Value.Features));
        return
        [
            .. asked.Select(scored =>
            {
                var (site, feature) = (scored.Node.Site, scored.Node.Feature);
                return sites[site][feature].ToEvidence(scored, _texts, logits[site].GetValueOrDefault(feature));
            }),
        ];
    }

    private Dictionary<FeatureSite, SiteTally> Tallies(ScoredFeature[] asked)
    {
        foreach (var node in asked.Select(scored => scored.Node))
        {
            var dictionary = _dictionaries[node.Site];
            if (node.IsError ? dictionary.IsExact : node.Feature < 0 || node.Feature >= dictionary.Width)
            {
                throw new DictionaryException(
                    Invariant(
                        $"{node} is no node here: {node.Site} has {Counted.Of(dictionary.Width, "feature")} and {(dictionary.IsExact ? "no" : "an")} error term"
                    )
                );
            }
        }

        return asked
            .GroupBy(scored => scored.Node.Site, scored => scored.Node.Feature)
            .ToDictionary(site => site.Key, site => new SiteTally(_dictionaries[site.Key], site, _options));
    }

    private int Widest(IEnumerable<FeatureSite> sites) => sites.Max(site => _dictionaries[site].Width);

    private void Count(Prompts prompts, Dictionary<FeatureSite, SiteTally> sites)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(prompts, _model);
        var tap = new Tap(_model.Architecture.Layers);
        foreach (var (site, tally) in sites)
        {
            Splice.Read(tap, site, input => tally.Count(input, prompts));
        }

        _model.Residual(sequence, tap, sites.Keys.Max(site => site.Layer) + 1);
    }
}
