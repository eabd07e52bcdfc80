namespace Circuitry.Features;

/// <summary>Features judged by a metric of the logits that answer pairs of prompts.</summary>
public sealed class AnswerTask : FeatureTask
{
    /// <summary>Numbers that the widest site's features of one batch may take.</summary>
    private const long BatchNumbers = 1L << 24;

    private readonly PromptPairs[] _batches;

    /// <summary>Binds prompts and a metric.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="ablation">What stands in for a removed feature.</param>
    /// <param name="splitPositions">Whether a feature at one position and at another are two nodes.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model.</exception>
    /// <exception cref="PromptException">The prompts do not suit the model or the metric, or differ in length although positions are split.</exception>
    public AnswerTask(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation,
        bool splitPositions
    )
        : base(model, dictionaries, ablation, splitPositions)
    {
        prompts.CheckFit(model.Architecture, metric);
        if (splitPositions && prompts.Clean.IsPadded)
        {
            throw new PromptException(
                "prompts differ in length, so that a position means something else in each; features can be split by position only where all prompts have as many tokens"
            );
        }

        if (
            prompts.MeanAlignment == MeanAlignment.Groups
            || prompts is { MeanAlignment: MeanAlignment.Start, Clean.IsPadded: true }
        )
        {
            throw new PromptException(
                $"the prompts align means by {prompts.MeanAlignment}, and means of features are aligned at the end; give the pairs of AveragedBy(MeanAlignment.End)"
            );
        }

        (Pairs, Metric) = (prompts, metric);
        var one = (long)prompts.Clean.Length * dictionaries.Sites.Max(site => dictionaries[site].Width);
        var most = (int)Math.Clamp(BatchNumbers / one, 1, prompts.Count);
        _batches = [.. prompts.Pairs.Chunk(most).Select(PromptPairs.Of)];
    }

    /// <summary>The pairs of prompts.</summary>
    public PromptPairs Pairs { get; }

    /// <inheritdoc/>
    public override Metric Metric { get; }

    /// <inheritdoc/>
    public override int Prompts => Pairs.Count;

    /// <inheritdoc/>
    public override int Length => Pairs.Clean.Length;

    /// <inheritdoc/>
    public override int Blocks => Model.Architecture.Layers;

    /// <inheritdoc/>
    public override int Batches => _batches.Length;

    /// <inheritdoc/>
    public override FeatureBatch Batch(int index) => new AnswerBatch(Model, _batches[index], Metric);

    /// <inheritdoc/>
    public override string DataHash => Pairs.Hash;
}
