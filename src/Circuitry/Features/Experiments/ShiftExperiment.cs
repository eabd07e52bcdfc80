namespace Circuitry.Features;

/// <summary>
/// A model, dictionaries, biased texts, a probe's place and a judge bound together by a declaration. The generator emits the
/// rest; owns the model and the dictionaries.
/// </summary>
public abstract class ShiftExperiment : Experiment
{
    private readonly FeatureDictionaries _dictionaries;

    private protected ShiftExperiment(
        ShiftDeclaration declaration,
        IReadOnlyList<SiteFeatures> sites,
        TransformerModel model,
        FeatureDictionaries dictionaries,
        TextTokenizer? tokenizer
    )
        : base(model)
    {
        dictionaries.CheckDeclared(sites);
        dictionaries.CheckFit(model.Architecture);
        (Declaration, _dictionaries) = (declaration, dictionaries);
        TokenText = tokenizer is null
            ? token => FormattableString.Invariant($" {token}")
            : tokenizer.TextsFor(model.Architecture);
    }

    /// <inheritdoc/>
    public override ShiftDeclaration Declaration { get; }

    /// <summary>The dictionaries.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public FeatureDictionaries Dictionaries => Open(_dictionaries);

    /// <summary>The text of a token; null for an id that is no token.</summary>
    public Func<int, string?> TokenText { get; }

    /// <summary>The declared judge.</summary>
    public abstract IFeatureJudge Judging { get; }

    /// <summary>The texts of a seed.</summary>
    public abstract BiasedData MakeTexts(int seed);

    /// <summary>The options that the declaration gives SHIFT.</summary>
    public ShiftOptions Options => ShiftOptions.Of(Declaration);

    private protected override void DisposeOwned() => _dictionaries.Dispose();
}

/// <summary>A SHIFT experiment on a model of a known class.</summary>
/// <typeparam name="TModel">The model class.</typeparam>
public abstract class ShiftExperiment<TModel> : ShiftExperiment
    where TModel : TransformerModel
{
    private readonly TModel _model;

    /// <summary>Binds an experiment and takes ownership. Emitted constructors call this.</summary>
    /// <param name="declaration">What the attributes say.</param>
    /// <param name="sites">The declared features.</param>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenizer">The model's tokenizer, or null where tokens have no texts but their numbers.</param>
    /// <exception cref="DictionaryException">The dictionaries are not those of the declaration, or do not fit the model.</exception>
    /// <exception cref="TokenizerException">The tokenizer is of another model.</exception>
    protected ShiftExperiment(
        ShiftDeclaration declaration,
        IReadOnlyList<SiteFeatures> sites,
        TModel model,
        FeatureDictionaries dictionaries,
        TextTokenizer? tokenizer
    )
        : base(declaration, sites, model, dictionaries, tokenizer) => _model = model;

    /// <summary>The model.</summary>
    /// <exception cref="ObjectDisposedException">The experiment has been disposed.</exception>
    public TModel Model => Open(_model);
}
