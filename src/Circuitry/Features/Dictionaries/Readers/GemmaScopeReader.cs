using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Reads Gemma Scope's layout: <c>params.npz</c>, jump-ReLU autoencoders (Lieberum et al., arXiv 2408.05147).</summary>
internal static class GemmaScopeReader
{
    private const string FileName = "params.npz";

    public static SparseAutoencoder Read(string path, FeatureSite site, ScalarType? numberType, Device? device)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        using var source = new NumpyArchive(file);
        using var scope = NewDisposeScope();
        var stored = new StoredDictionary(source, numberType, device);
        // Both spellings have been published.
        var (encoderName, decoderName) = stored.Has("w_enc") ? ("w_enc", "w_dec") : ("W_enc", "W_dec");
        var (inputs, width) = stored.SizeOf(encoderName);
        var encoder = stored.Take(encoderName, inputs, width);
        var decoder = stored.Take(decoderName, width, inputs);
        if (site == FeatureSite.Embedding)
        {
            // Gemma multiplies embeddings by the root of their width before they enter the stream; these were trained before that.
            using var root = Math.Sqrt(inputs).ToScalar();
            encoder = encoder.div(root);
            decoder = decoder.mul(root);
        }

        var encoderBias = stored.Take("b_enc", width);
        var decoderBias = stored.Take("b_dec", inputs);
        var threshold = stored.Take("threshold", width);
        stored.TakeOnes("scaling_factor", width);
        stored.RequireAllTaken();
        return FolderNames.Checked(
            file,
            new SparseAutoencoder(
                site,
                encoder,
                encoderBias,
                decoder,
                decoderBias,
                DictionaryActivation.JumpRelu(threshold)
            )
        );
    }
}
