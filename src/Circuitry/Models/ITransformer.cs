using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>What the generator emits on every model class besides the computation.</summary>
/// <typeparam name="TSelf">The model class.</typeparam>
public interface ITransformer<TSelf>
    where TSelf : TransformerModel, ITransformer<TSelf>
{
    /// <summary>The declared architecture.</summary>
    static abstract Architecture Declared { get; }

    /// <summary>Loads weights from a folder or a file.</summary>
    /// <param name="path">A folder with <c>model.safetensors</c> or its index, or the file itself.</param>
    /// <param name="numberType">What to compute in; null for float64 where stored so and float32 otherwise.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <exception cref="WeightsException">The weights are missing, malformed, or another architecture's.</exception>
    static abstract TSelf Load(string path, ScalarType? numberType = null, Device? device = null);

    /// <summary>Makes a model of weights at hand, which it then owns.</summary>
    static abstract TSelf From(TransformerWeights weights);
}
