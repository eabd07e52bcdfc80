using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A model whose weights are made by the program and not read from files, such as one compiled from a RASP program.</summary>
public interface IMadeWeights
{
    /// <summary>The weights, of the declared architecture; the caller's.</summary>
    /// <param name="device">Where to make them.</param>
    static abstract TransformerWeights MakeWeights(Device device);
}
