using static TorchSharp.torch;

namespace Circuitry.Features;

public sealed partial class SparseAutoencoder
{
    /// <summary>Reads SAELens's layout, of version 6 or the flat ones before: <c>cfg.json</c> and <c>sae_weights.safetensors</c>.</summary>
    /// <param name="folder">The folder of both files.</param>
    /// <param name="site">The site; null for the one that <c>cfg.json</c> names.</param>
    /// <param name="normScalingFactor">The factor that a release lists for <c>expected_average_only_in</c>; it is folded into the weights.</param>
    /// <param name="numberType">The number type to compute in; null for float64 where stored so, else float32.</param>
    /// <param name="device">The device of the tensors; null for the CPU.</param>
    /// <exception cref="DictionaryException">The configuration is missing, malformed, or asks for what is not understood.</exception>
    /// <exception cref="WeightsException">The tensors are missing, damaged, or not those of the configuration.</exception>
    public static SparseAutoencoder LoadSaeLens(
        string folder,
        FeatureSite? site = null,
        double? normScalingFactor = null,
        ScalarType? numberType = null,
        Device? device = null
    ) => SaeLensReader.Read(folder, site, normScalingFactor, numberType, device);

    /// <summary>
    /// Reads the layout of dictionary_learning: <c>ae.safetensors</c> or <c>ae.pt</c>, and <c>config.json</c> next to it. ReLU
    /// autoencoders are given directions of length 1, as the library itself does.
    /// </summary>
    /// <param name="path">The folder, or the file in it.</param>
    /// <param name="site">The site, which the layout does not name.</param>
    /// <param name="numberType">The number type to compute in; null for float64 where stored so, else float32.</param>
    /// <param name="device">The device of the tensors; null for the CPU.</param>
    /// <exception cref="DictionaryException">The class is not known or not named.</exception>
    /// <exception cref="WeightsException">The file is missing, damaged, holds anything but tensors, or tensors of another class.</exception>
    public static SparseAutoencoder LoadDictionaryLearning(
        string path,
        FeatureSite site,
        ScalarType? numberType = null,
        Device? device = null
    ) => DictionaryLearningReader.Read(path, site, numberType, device);

    /// <summary>Reads the layout of Gemma Scope, <c>params.npz</c>.</summary>
    /// <param name="path">The folder, or the file in it.</param>
    /// <param name="site">The site, which the layout does not name.</param>
    /// <param name="numberType">The number type to compute in; null for float64 where stored so, else float32.</param>
    /// <param name="device">The device of the tensors; null for the CPU.</param>
    /// <exception cref="WeightsException">The file is missing, damaged, or holds other tensors.</exception>
    public static SparseAutoencoder LoadGemmaScope(
        string path,
        FeatureSite site,
        ScalarType? numberType = null,
        Device? device = null
    ) => GemmaScopeReader.Read(path, site, numberType, device);

    /// <summary>
    /// Writes SAELens's layout of version 6. A batch top-k autoencoder is written as a jump-ReLU one, which computes the same.
    /// </summary>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <param name="storedAs">The number type of the tensors in the file; null for their own.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The dictionary has been disposed.</exception>
    public void SaveSaeLens(string folder, ScalarType? storedAs = null)
    {
        ThrowIfDisposed();
        SaeLensWriter.Write(this, folder, storedAs);
    }
}
