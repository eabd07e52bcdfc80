using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>The static members that the generator emits on every model class.</summary>
/// <typeparam name="TSelf">The model class.</typeparam>
public interface ITransformer<TSelf>
    where TSelf : TransformerModel, ITransformer<TSelf>
{
    /// <summary>The declared architecture.</summary>
    static abstract Architecture Declared { get; }

    /// <summary>Loads weights from a folder or a file.</summary>
    /// <param name="path">
    /// A folder with <c>model.safetensors</c> or its index, or the file itself, or the name of a model in the Hugging Face cache
    /// (<see cref="ModelFolder.Find"/>).
    /// </param>
    /// <param name="numberType">The number type to compute in; null for float64 where stored so and float32 otherwise.</param>
    /// <param name="device">The device to compute on; null for the processor.</param>
    /// <exception cref="WeightsException">The weights are missing, malformed, or another architecture's.</exception>
    static abstract TSelf Load(string path, ScalarType? numberType = null, Device? device = null);

    /// <summary>Creates a model from loaded weights, which it then owns.</summary>
    static abstract TSelf From(TransformerWeights weights);
}
