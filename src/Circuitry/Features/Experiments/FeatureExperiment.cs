namespace Circuitry.Features;

/// <summary>
/// A model, dictionaries, prompts, an ablation and a metric bound together by a declaration. The generator emits the rest;
/// owns the model and the dictionaries.
/// </summary>
public abstract class FeatureExperiment : Experiment
{
    private readonly FeatureDictionaries _dictionaries;
    private readonly FeatureDictionaries _neurons;
    private readonly AnswerTask _task;

    private protected FeatureExperiment(
        FeatureDeclaration declaration,
        IReadOnlyList<SiteFeatures> sites,
        TransformerModel model,
        FeatureDictionaries dictionaries,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation
    )
        : base(model)
    {
        dictionaries.CheckDeclared(sites);
        (Declaration, _dictionaries) = (declaration, dictionaries);
        (Prompts, Metric, Ablation) = (prompts, metric, ablation);
        _neurons = FeatureDictionaries.NeuronsOf(dictionaries.Sites, model.Architecture);
        _task = MakeTask(dictionaries, prompts);
    }

    /// <inheritdoc/>
    public override FeatureDeclaration Declaration { get; }

    /// <summary>The dictionaries.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public FeatureDictionaries Dictionaries => Open(_dictionaries);

    /// <summary>The pairs of prompts.</summary>
    public PromptPairs Prompts { get; }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>The ablation: the replacement of a feature or an error term that is not kept.</summary>
    public Ablation Ablation { get; }

    /// <summary>The task in which features are scored and circuits are found.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public AnswerTask Task => Open(_task);

    /// <summary>The task of the neurons of the same sites instead of features, the baseline.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public AnswerTask Neurons => MakeTask(Open(_neurons), Prompts);

    /// <summary>The same features on other prompts, such as held-out ones.</summary>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    public AnswerTask On(PromptPairs prompts) => MakeTask(Dictionaries, prompts);

    /// <summary>The same neurons on other prompts.</summary>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    public AnswerTask NeuronsOn(PromptPairs prompts) => MakeTask(Open(_neurons), prompts);

    private protected override void DisposeOwned()
    {
        _neurons.Dispose();
        _dictionaries.Dispose();
    }

    private AnswerTask MakeTask(FeatureDictionaries dictionaries, PromptPairs prompts) =>
        new(Transformer, dictionaries, prompts, Metric, Ablation, Declaration.SplitPositions)
        {
            Experiment = Declaration.Experiment,
            Declaration = Declaration,
            GivenPrompts = GivenPrompts(prompts),
            GivenMetric = GivenAtRunTime.Metric(DeclaredBy, Declaration.Metric, Metric),
        };
}

/// <summary>A feature experiment on a model of a known class.</summary>
/// <typeparam name="TModel">The model class.</typeparam>
public abstract class FeatureExperiment<TModel> : FeatureExperiment
    where TModel : TransformerModel
{
    private readonly TModel _model;

    /// <summary>Binds an experiment and takes ownership. Emitted constructors call this.</summary>
    /// <exception cref="DictionaryException">The dictionaries are not those of the declaration, or do not fit the model.</exception>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    protected FeatureExperiment(
        FeatureDeclaration declaration,
        IReadOnlyList<SiteFeatures> sites,
        TModel model,
        FeatureDictionaries dictionaries,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation
    )
        : base(declaration, sites, model, dictionaries, prompts, metric, ablation) => _model = model;

    /// <summary>The model.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public TModel Model => Open(_model);
}
