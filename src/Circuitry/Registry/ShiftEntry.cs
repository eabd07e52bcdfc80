using System.ComponentModel;
using System.Reflection;

namespace Circuitry.Registry;

/// <summary>A SHIFT experiment that a program runs by name.</summary>
public abstract class ShiftEntry : ExperimentEntry
{
    private protected ShiftEntry() { }

    /// <inheritdoc/>
    public abstract override ShiftDeclaration Declaration { get; }

    /// <inheritdoc/>
    public override string Kind => "probe";

    /// <summary>The dictionaries to load: those given, or those next to the program.</summary>
    /// <param name="given">A <c>dictionaries.json</c> or its folder; null for those next to the program.</param>
    public string PlaceOfDictionaries(string? given) => given ?? ProgramFolder.PathOf(Declaration.Dictionaries);

    /// <summary>Loads the model, its tokenizer and the dictionaries and binds the experiment to them.</summary>
    /// <exception cref="RegistryException">There are no weights, or choices were given, of which SHIFT takes none.</exception>
    /// <exception cref="WeightsException">The weights or a dictionary's tensors are missing or malformed.</exception>
    /// <exception cref="DictionaryException">A dictionary is missing, malformed, or not the declared one.</exception>
    /// <exception cref="TokenizerException">The tokenizer is missing or not understood.</exception>
    public abstract ShiftExperiment Load(LoadRequest request);
}

/// <summary>The entry of a SHIFT experiment class. Emitted code makes it.</summary>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
/// <typeparam name="TModel">The model class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ShiftEntry<TExperiment, TModel> : ShiftEntry
    where TExperiment : ShiftExperiment<TModel>, IShiftExperiment<TExperiment, TModel>
    where TModel : TransformerModel, ITransformer<TModel>
{
    /// <inheritdoc/>
    public override ShiftDeclaration Declaration => TExperiment.Declared;

    /// <inheritdoc/>
    public override Assembly Assembly => typeof(TExperiment).Assembly;

    /// <inheritdoc/>
    public override Architecture Architecture => TModel.Declared;

    /// <inheritdoc/>
    public override ShiftExperiment Load(LoadRequest request) =>
        request.Choices is not null
            ? throw new RegistryException(
                $"{Name} is a SHIFT experiment, whose texts are those that it declares; leave out the choices"
            )
            : TExperiment.Load(
                Place(request.Weights),
                PlaceOfDictionaries(request.Dictionaries),
                device: request.Device
            );
}
