using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Writes an autoencoder as SAELens 6 does: <c>cfg.json</c> and <c>sae_weights.safetensors</c> in a folder.</summary>
internal static class SaeLensWriter
{
    // SAELens takes a file that names no version for one of before version 6, and leaves the hook in its metadata unread.
    private const string Version = "6.0.0";

    /// <summary>Writes the folder, which is created if it is missing.</summary>
    /// <param name="autoencoder">The autoencoder; it stays the caller's.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="storedAs">The number type of the tensors in the file; null for their own.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(SparseAutoencoder autoencoder, string folder, ScalarType? storedAs)
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors(autoencoder).Select(pair => (pair.Name, pair.Tensor.to(storedAs ?? pair.Tensor.dtype)));
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, SaeLensNames.WeightsFile),
            [.. tensors],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
        AtomicFile.WriteAllText(
            Path.Combine(folder, SaeLensNames.ConfigFile),
            IndentedJson.Text(Configuration(autoencoder))
        );
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Tensors(SparseAutoencoder autoencoder) =>
        autoencoder.Activation is BatchTopKActivation batch
            ? autoencoder.Tensors.Append(("threshold", Ops.Add(zeros_like(autoencoder.b_enc!), batch.Threshold)))
            : autoencoder.Tensors;

    private static JsonObject Configuration(SparseAutoencoder autoencoder)
    {
        var configuration = new JsonObject
        {
            ["architecture"] = SaeLensNames.ArchitectureOf(autoencoder.Activation),
            ["d_in"] = autoencoder.InputWidth,
            ["d_sae"] = autoencoder.Width,
            ["dtype"] = autoencoder.NumberType == ScalarType.Float64 ? "float64" : "float32",
            ["device"] = "cpu",
            ["apply_b_dec_to_input"] = autoencoder.SubtractsDecoderBias,
            ["normalize_activations"] = SaeLensNames.NameOf(autoencoder.Normalization),
            ["reshape_activations"] = autoencoder.Site.Hook == HookSite.MixedValue ? "hook_z" : "none",
        };
        if (autoencoder.Activation is TopKActivation top)
        {
            configuration["k"] = top.K;
            configuration["rescale_acts_by_decoder_norm"] = false;
        }

        configuration["metadata"] = new JsonObject
        {
            ["sae_lens_version"] = Version,
            ["hook_name"] = autoencoder.Site.Name,
        };
        return configuration;
    }
}
