using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>The static members that the generator emits on every experiment class, besides the patched forward and the drivers.</summary>
/// <typeparam name="TSelf">The experiment class.</typeparam>
/// <typeparam name="TModel">The model class.</typeparam>
public interface IGraphExperiment<TSelf, TModel>
    where TSelf : GraphExperiment<TModel>, IGraphExperiment<TSelf, TModel>
    where TModel : TransformerModel
{
    /// <summary>The declaration: what the attributes say.</summary>
    static abstract ExperimentDeclaration Declared { get; }

    /// <summary>All units that circuits are made of, on the whole graph.</summary>
    static abstract GraphUnits AllUnits { get; }

    /// <summary>Loads the model's weights and makes the declared prompts.</summary>
    /// <param name="path">
    /// A folder with <c>model.safetensors</c> or its index, or the file itself, or the name of a model in the Hugging Face cache
    /// (<see cref="ModelFolder.Find"/>).
    /// </param>
    /// <param name="numberType">What to compute in; null for float64 where stored so and float32 otherwise.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <exception cref="WeightsException">The weights are missing, malformed, or another architecture's.</exception>
    /// <exception cref="PromptException">The prompts cannot be made or do not fit.</exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    /// <param name="choices">What to take instead of what is declared; null for nothing.</param>
    static abstract TSelf Load(
        string path,
        ScalarType? numberType = null,
        Device? device = null,
        ExperimentChoices? choices = null
    );

    /// <summary>Binds a model at hand, which the experiment then owns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Prompts to use instead of the declared data set's; null for those.</param>
    /// <param name="choices">What to take instead of what is declared; null for nothing.</param>
    /// <exception cref="PromptException">The prompts cannot be made or do not fit.</exception>
    static abstract TSelf From(TModel model, PromptPairs? prompts = null, ExperimentChoices? choices = null);

    /// <summary>The pairs of prompts of the data set.</summary>
    /// <param name="path">The path of the model's tokenizer; null if the data set needs none.</param>
    /// <param name="choices">What to take instead of what is declared; null for nothing.</param>
    /// <exception cref="PromptException">The prompts cannot be made.</exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    static abstract PromptPairs MakePrompts(string? path = null, ExperimentChoices? choices = null);
}
