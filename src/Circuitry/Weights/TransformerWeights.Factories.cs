using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

public sealed partial class TransformerWeights
{
    /// <summary>Reads weights from a folder or file, under Hugging Face's or TransformerLens's names.</summary>
    /// <remarks>
    /// Every stored tensor must be used or be a known buffer, and every tensor of the architecture must be stored, in its
    /// shape and without NaN. A <c>config.json</c> beside the weights must describe the declared architecture.
    /// </remarks>
    /// <param name="path">
    /// A folder with <c>model.safetensors</c> or its sharded index, or such a file, or the name of a model in the Hugging Face cache
    /// (<see cref="ModelFolder.Find"/>).
    /// </param>
    /// <param name="architecture">The declared architecture.</param>
    /// <param name="numberType">What to convert to; null is Float64 where the embedding is stored so, else Float32.</param>
    /// <param name="device">Where the weights shall lie; null is the CPU.</param>
    /// <exception cref="WeightsException">The files are missing or damaged, or disagree with the architecture.</exception>
    /// <exception cref="ArchitectureException">The declared sizes do not fit together.</exception>
    public static TransformerWeights Load(
        string path,
        Architecture architecture,
        ScalarType? numberType = null,
        Device? device = null
    ) => WeightsLoader.Load(path, architecture, numberType, device);

    /// <summary>Reads weights from a folder or file of a family that is declared by a class, or under TransformerLens's names.</summary>
    /// <typeparam name="TFamily">The class with <see cref="ModelTypeAttribute"/>.</typeparam>
    /// <param name="path">
    /// A folder with <c>model.safetensors</c> or its sharded index, or such a file, or the name of a model in the Hugging Face cache
    /// (<see cref="ModelFolder.Find"/>).
    /// </param>
    /// <param name="architecture">The declared architecture.</param>
    /// <param name="numberType">What to convert to; null is Float64 where the embedding is stored so, else Float32.</param>
    /// <param name="device">Where the weights shall lie; null is the CPU.</param>
    /// <exception cref="WeightsException">The files are missing or damaged, or disagree with the architecture.</exception>
    /// <exception cref="ArchitectureException">The declared sizes do not fit together, or the class declares no family.</exception>
    public static TransformerWeights Load<TFamily>(
        string path,
        Architecture architecture,
        ScalarType? numberType = null,
        Device? device = null
    ) => WeightsLoader.Load(path, architecture, numberType, device, FamilyOf<TFamily>.Family);

    /// <summary>Reads weights from tensors that are open or in memory already.</summary>
    /// <param name="source">The stored tensors, which are copied.</param>
    /// <param name="architecture">The declared architecture.</param>
    /// <param name="numberType">What to convert to; null is Float64 where the embedding is stored so, else Float32.</param>
    /// <param name="device">Where the weights shall lie; null is the CPU.</param>
    /// <exception cref="WeightsException">The tensors disagree with the architecture.</exception>
    /// <exception cref="ArchitectureException">The declared sizes do not fit together.</exception>
    public static TransformerWeights FromSource(
        ITensorSource source,
        Architecture architecture,
        ScalarType? numberType = null,
        Device? device = null
    ) => WeightsLoader.Read(source, architecture, null, numberType, device);

    /// <summary>Draws untrained weights: normal with deviation 0.02, norm scales one, biases zero.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="seed">The same seed gives the same model, in every number type up to rounding and on every device.</param>
    /// <param name="numberType">The number type.</param>
    /// <param name="device">Where the weights shall lie; null is the CPU.</param>
    /// <exception cref="ArchitectureException">The sizes do not fit together.</exception>
    public static TransformerWeights Random(
        Architecture architecture,
        int seed,
        ScalarType numberType = ScalarType.Float32,
        Device? device = null
    ) => RandomWeights.Draw(architecture, seed, numberType, device ?? CPU);

    /// <summary>Writes the weights under TransformerLens names, from which <see cref="Load"/> reads them bit for bit.</summary>
    /// <param name="path">The <c>.safetensors</c> file to write or replace.</param>
    public void Save(string path)
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(
            path,
            [.. TransformerLensNames.Of(this)],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
    }
}
