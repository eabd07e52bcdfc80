using System.ComponentModel;
using System.Reflection;

namespace Circuitry.Registry;

/// <summary>An experiment on features of dictionaries that a program runs by name.</summary>
public abstract class FeatureEntry : ExperimentEntry
{
    private protected FeatureEntry() { }

    /// <inheritdoc/>
    public abstract override FeatureDeclaration Declaration { get; }

    /// <inheritdoc/>
    public override string Kind => "features";

    /// <summary>Texts of a seed, as many as one takes; null where the experiment has no corpus (<see cref="ICorpus"/>).</summary>
    public Func<TextTokenizer, int, IEnumerable<CorpusText>>? Texts { get; init; }

    /// <summary>Batches of texts of a seed, so many of so many texts; null where the experiment has no corpus.</summary>
    public Func<TextTokenizer, int, int, int, IEnumerable<TextBatch>>? Batches { get; init; }

    /// <summary>The settings of a pipeline on these texts, given those that were asked for; null where the experiment has no corpus.</summary>
    public Func<PipelineOptions, PipelineOptions>? Pipeline { get; init; }

    /// <summary>The dictionaries to load: those given, or those next to the program.</summary>
    /// <param name="given">A <c>dictionaries.json</c> or its folder; null for those next to the program.</param>
    public string PlaceOfDictionaries(string? given) => given ?? ProgramFolder.PathOf(Declaration.Dictionaries);

    /// <summary>The folder or name of the weights: those given, or the experiment's own.</summary>
    /// <exception cref="RegistryException">There are none.</exception>
    public string PlaceOfWeights(string? given) => Place(given);

    /// <summary>Loads the model and the dictionaries and binds the experiment to them.</summary>
    /// <exception cref="RegistryException">There are no weights.</exception>
    /// <exception cref="WeightsException">The weights or a dictionary's tensors are missing or malformed.</exception>
    /// <exception cref="DictionaryException">A dictionary is missing, malformed, or not the declared one.</exception>
    /// <exception cref="PromptException">The prompts cannot be made or do not fit.</exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    public abstract FeatureExperiment Load(LoadRequest request);

    /// <summary>The pairs of prompts of the data set.</summary>
    /// <param name="path">The path of the model's tokenizer; null if the data set needs none.</param>
    /// <param name="choices">What to take instead of what is declared; null for nothing.</param>
    /// <exception cref="PromptException">The prompts cannot be made.</exception>
    public abstract PromptPairs MakePrompts(string? path, ExperimentChoices? choices);
}

/// <summary>The entry of a feature experiment class. Emitted code makes it.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">The model class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FeatureEntry<TExperiment, TModel> : FeatureEntry
    where TExperiment : FeatureExperiment<TModel>, IFeatureExperiment<TExperiment, TModel>
    where TModel : TransformerModel, ITransformer<TModel>
{
    /// <inheritdoc/>
    public override FeatureDeclaration Declaration => TExperiment.Declared;

    /// <inheritdoc/>
    public override Assembly Assembly => typeof(TExperiment).Assembly;

    /// <inheritdoc/>
    public override Architecture Architecture => TModel.Declared;

    /// <inheritdoc/>
    public override FeatureExperiment Load(LoadRequest request) =>
        TExperiment.Load(
            Place(request.Weights),
            PlaceOfDictionaries(request.Dictionaries),
            device: request.Device,
            choices: request.Choices
        );

    /// <inheritdoc/>
    public override PromptPairs MakePrompts(string? path, ExperimentChoices? choices) =>
        TExperiment.MakePrompts(path, choices);
}
