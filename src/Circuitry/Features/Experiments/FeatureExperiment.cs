namespace Circuitry;

/// <summary>
/// A model, dictionaries, prompts, an ablation and a metric bound together by a declaration. The generator emits the rest;
/// owns the model and the dictionaries.
/// </summary>
/// <typeparam name="TModel">The model class.</typeparam>
public abstract class FeatureExperiment<TModel> : IDisposable
    where TModel : TransformerModel
{
    private readonly FeatureDictionaries _neurons;

    /// <summary>Binds an experiment and takes ownership. Emitted constructors call this.</summary>
    /// <exception cref="DictionaryException">The dictionaries are not those of the declaration, or do not fit the model.</exception>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    protected FeatureExperiment(
        FeatureDeclaration declaration,
        IReadOnlyList<SiteFeatures> sites,
        TModel model,
        FeatureDictionaries dictionaries,
        PromptPairs prompts,
        Metric metric
    )
    {
        dictionaries.CheckDeclared(sites);
        (Declaration, Model, Dictionaries, Prompts, Metric) = (declaration, model, dictionaries, prompts, metric);
        _neurons = FeatureDictionaries.NeuronsOf(dictionaries.Sites, model.Architecture);
        Task = MakeTask(dictionaries, prompts);
    }

    /// <summary>What the attributes say.</summary>
    public FeatureDeclaration Declaration { get; }

    /// <summary>The model.</summary>
    public TModel Model { get; }

    /// <summary>The dictionaries.</summary>
    public FeatureDictionaries Dictionaries { get; }

    /// <summary>The pairs of prompts.</summary>
    public PromptPairs Prompts { get; }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>What scorings and circuits are found in.</summary>
    public AnswerTask Task { get; }

    /// <summary>The same with the neurons of the same sites instead of features, the baseline.</summary>
    public AnswerTask Neurons => MakeTask(_neurons, Prompts);

    /// <summary>The same features on other prompts, such as held-out ones.</summary>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    public AnswerTask On(PromptPairs prompts) => MakeTask(Dictionaries, prompts);

    /// <summary>The same neurons on other prompts.</summary>
    /// <exception cref="PromptException">The prompts do not suit the model, the metric or the granularity.</exception>
    public AnswerTask NeuronsOn(PromptPairs prompts) => MakeTask(_neurons, prompts);

    /// <summary>Runs the model on prompts; nothing is computed until something is read.</summary>
    public Run Run(Prompts prompts) => Model.Run(prompts);

    /// <inheritdoc/>
    public void Dispose()
    {
        _neurons.Dispose();
        Dictionaries.Dispose();
        Model.Dispose();
        GC.SuppressFinalize(this);
    }

    private AnswerTask MakeTask(FeatureDictionaries dictionaries, PromptPairs prompts) =>
        new(Model, dictionaries, prompts, Metric, Declaration.Ablation, Declaration.SplitPositions)
        {
            Experiment = Declaration.Experiment,
            GivenPrompts = GivenAtRunTime.Prompts(
                GetType(),
                Declaration.Dataset,
                Declaration.DatasetSize,
                Declaration.DatasetSeed,
                prompts
            ),
        };
}
