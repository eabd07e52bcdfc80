using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>The members that the generator emits on every SHIFT experiment besides the drivers.</summary>
/// <typeparam name="TSelf">The experiment class.</typeparam>
/// <typeparam name="TModel">The model class.</typeparam>
public interface IShiftExperiment<TSelf, TModel>
    where TSelf : ShiftExperiment<TModel>, IShiftExperiment<TSelf, TModel>
    where TModel : TransformerModel
{
    /// <summary>The declaration, as the attributes state it.</summary>
    static abstract ShiftDeclaration Declared { get; }

    /// <summary>The declared sites and how many features each has, in forward order.</summary>
    static abstract IReadOnlyList<SiteFeatures> Sites { get; }

    /// <summary>Loads the model's weights, its tokenizer and the dictionaries.</summary>
    /// <param name="path">
    /// A folder with the weights and the tokenizer, or the name of a model in the Hugging Face cache (<see cref="ModelFolder.Find"/>).
    /// </param>
    /// <param name="dictionaries">A <c>dictionaries.json</c> or its folder.</param>
    /// <param name="numberType">What to compute in; null for float64 where stored so and float32 otherwise.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <exception cref="WeightsException">The weights or a dictionary's tensors are missing or malformed.</exception>
    /// <exception cref="DictionaryException">A dictionary is missing, malformed, or not the declared one.</exception>
    /// <exception cref="TokenizerException">The tokenizer is missing or not understood.</exception>
    static abstract TSelf Load(string path, string dictionaries, ScalarType? numberType = null, Device? device = null);

    /// <summary>Binds a model and dictionaries at hand, which the experiment then owns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="tokenizer">The model's tokenizer; null where the data set needs none.</param>
    /// <exception cref="DictionaryException">The dictionaries are not the declared ones, or do not fit the model.</exception>
    static abstract TSelf From(TModel model, FeatureDictionaries dictionaries, TextTokenizer? tokenizer = null);
}
