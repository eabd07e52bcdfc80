using System.Text.Json;

namespace Circuitry.Experiments;

/// <summary>The trained weights on disk: a folder that <c>InductionModel.Load</c> reads.</summary>
public static class InductionWeights
{
    private const string WeightsFile = "model.safetensors";
    private const string ConfigFile = "config.json";

    /// <summary>The folder that the program reads and that training replaces: next to the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Induction", "weights");

    /// <summary>Writes weights and, in TransformerLens's fields, the architecture they belong to; replaces existing files.</summary>
    /// <param name="weights">The weights; they stay the caller's.</param>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(TransformerWeights weights, string folder)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, ConfigFile), Config(weights.Architecture));
        weights.Save(Path.Combine(folder, WeightsFile));
    }

    private static string Config(Architecture a) =>
        JsonSerializer.Serialize(
            new
            {
                n_layers = a.Layers,
                d_model = a.ModelWidth,
                n_heads = a.Heads,
                d_head = a.HeadWidth,
                n_ctx = a.Context,
                d_vocab = a.Vocabulary,
                attn_only = a.AttentionOnly,
                attention_dir = "causal",
                positional_embedding_type = "standard",
                normalization_type = "LN",
                eps = a.Norm.Epsilon,
            },
            new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }
        ) + "\n";
}
