namespace Circuitry.Features.Shift;

/// <summary>
/// SHIFT ("Sparse Feature Circuits", section 4): removes from a classifier, feature by feature, what a judge finds irrelevant to
/// its purpose, without texts in which purpose and bias are decorrelated.
/// </summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">Its dictionaries, which stay the caller's.</param>
/// <param name="data">The texts: only ambiguous ones are trained on, and test texts only scored.</param>
/// <param name="tokenText">The text of a token, for evidence; null if the id is not in the vocabulary.</param>
/// <param name="options">Options.</param>
public sealed class ShiftSearch(
    TransformerModel model,
    FeatureDictionaries dictionaries,
    BiasedData data,
    Func<int, string?> tokenText,
    ShiftOptions options
)
{
    /// <summary>Runs the four steps: circuit of the classifier, judgement, ablation, retraining.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="progress">Notified of the circuit's progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PromptException">The texts are not what SHIFT needs.</exception>
    /// <exception cref="DictionaryException">A dictionary does not fit the model, or none is upstream of the probe.</exception>
    /// <exception cref="ArgumentException">The model has no such block.</exception>
    public ShiftResult Run(
        IFeatureJudge judge,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    ) => Run(_ => judge, progress, cancellation);

    /// <summary>Runs SHIFT with the judgements of a file.</summary>
    /// <exception cref="JudgementException">
    /// Judgements are missing: the file has been written, and a person has to fill it in. Or it can be neither read nor written.
    /// </exception>
    /// <inheritdoc cref="Run(IFeatureJudge, IProgress{Progress}, CancellationToken)"/>
    public ShiftResult Run(
        JudgementFile file,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        file.Check();
        return Run(file.Require, progress, cancellation);
    }

    private ShiftResult Run(
        Func<IReadOnlyList<FeatureEvidence>, IFeatureJudge> judgeOf,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        using var setting = new ShiftSetting(model, data, options);
        return Run(setting, dictionaries.Sites, judgeOf, progress, cancellation);
    }

    /// <summary>The features of the classifier's circuit at some sites, with their evidence, the largest absolute effect first.</summary>
    internal IReadOnlyList<FeatureEvidence> Circuit(
        ShiftSetting setting,
        IReadOnlyList<FeatureSite> sites,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var scores = setting.Effects(dictionaries, data.Ambiguous, prompt => prompt.Label, progress, cancellation);
        var nodes = scores
            .RankedFeatures()
            .Where(scored => !scored.Node.IsError && sites.Contains(scored.Node.Site))
            .Take(options.Features);
        return new FeatureEvidenceCollector(model, dictionaries, tokenText, options.Evidence).Collect(
            nodes,
            data.Ambiguous.Select(prompt => prompt.Tokens),
            cancellation: cancellation
        );
    }

    internal ShiftResult Run(
        ShiftSetting setting,
        IReadOnlyList<FeatureSite> sites,
        Func<IReadOnlyList<FeatureEvidence>, IFeatureJudge> judgeOf,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var evidence = Circuit(setting, sites, progress, cancellation);
        var judge = judgeOf(evidence);
        JudgedFeature[] judged = [.. evidence.Select(feature => new JudgedFeature(feature, judge.Judge(feature)))];
        var removed = judged.Where(feature => feature.Judgement == Judgement.Irrelevant);
        using var removal = new FeatureRemoval(model, dictionaries, removed.Select(feature => feature.Evidence.Node));
        return new ShiftResult
        {
            Judge = judge.Name,
            Options = options,
            Judged = judged,
            Original = setting.OriginalScore(),
            Ablated = setting.Ablated(removal),
            Retrained = setting.Retrained(removal),
        };
    }
}
