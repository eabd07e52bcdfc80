namespace Circuitry.Features;

/// <summary>
/// What features are judged in: a model, its dictionaries, prompts with a loss, and what stands in for a removed feature.
/// Scorings and circuits of features are written against it.
/// </summary>
public abstract class FeatureTask
{
    private readonly Lazy<FeatureUnits> _units;

    /// <summary>Binds a model and dictionaries, both of which stay the caller's.</summary>
    /// <exception cref="DictionaryException">A dictionary does not fit the model, or none stands in front of the loss.</exception>
    protected FeatureTask(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        Ablation ablation,
        bool splitPositions
    )
    {
        dictionaries.CheckFit(model.Architecture);
        (Model, Dictionaries, Ablation, SplitPositions) = (model, dictionaries, ablation, splitPositions);
        _units = new(() => FeatureUnits.Of(this));
    }

    /// <summary>The model.</summary>
    public TransformerModel Model { get; }

    /// <summary>The dictionaries.</summary>
    public FeatureDictionaries Dictionaries { get; }

    /// <summary>The ablation: the replacement of a removed feature.</summary>
    public Ablation Ablation { get; }

    /// <summary>Whether a feature at one position and at another are two nodes.</summary>
    public bool SplitPositions { get; }

    /// <summary>All features and error terms there are.</summary>
    public FeatureUnits Units => _units.Value;

    /// <summary>Number of prompts.</summary>
    public abstract int Prompts { get; }

    /// <summary>Number of positions of the longest prompt.</summary>
    public abstract int Length { get; }

    /// <summary>Number of blocks in front of the loss.</summary>
    public abstract int Blocks { get; }

    /// <summary>The metric that the loss is made of.</summary>
    public abstract Metric Metric { get; }

    /// <summary>Number of batches that the prompts are divided into.</summary>
    public abstract int Batches { get; }

    /// <summary>A batch of the prompts; the caller's.</summary>
    public abstract FeatureBatch Batch(int index);

    /// <summary>SHA-256 of the prompts and of what is asked of them.</summary>
    public abstract string DataHash { get; }

    /// <summary>The experiment class, for reports; null where there is none.</summary>
    public string? Experiment { get; init; }

    /// <summary>A description of the prompts where they are not those that the experiment declares; null where they are.</summary>
    internal string? GivenPrompts { get; init; }

    /// <summary>The metric with its numbers where it is not the one that the experiment declares; null where it is.</summary>
    internal string? GivenMetric { get; init; }

    /// <summary>The declaration of the experiment; null where there is none.</summary>
    internal FeatureDeclaration? Declaration { get; init; }

    /// <summary>The sites that stand in front of the loss, in forward order.</summary>
    public IReadOnlyList<FeatureSite> Sites => [.. Dictionaries.Sites.Where(site => site.Layer < Blocks)];

    /// <summary>SHA-256 of everything that decides the task's numbers.</summary>
    /// <exception cref="CheckpointException">The metric or a setting holds something that has no value to compare.</exception>
    internal string Fingerprint(params object?[] settings) =>
        Identity.HashOf(
            Model.Weights,
            Model.NumberType,
            DataHash,
            Metric,
            Ablation,
            SplitPositions,
            Sites.Select(site => (site, Dictionaries[site])),
            settings
        );
}
