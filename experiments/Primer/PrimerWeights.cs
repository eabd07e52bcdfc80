using System.Text.Json;

namespace Circuitry.Experiments;

/// <summary>Primer on disk: a folder in Hugging Face's layout of GPT-2, that <c>Primer.Load</c> reads.</summary>
public static class PrimerWeights
{
    private const string WeightsFile = "model.safetensors";

    /// <summary>The folder that the program reads and that training replaces: next to the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Primer", "weights");

    /// <summary>Writes the weights; replaces existing files.</summary>
    /// <param name="weights">The weights; they stay the caller's.</param>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(TransformerWeights weights, string folder)
    {
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, WeightsFile),
            [.. Gpt2Names.Of(weights)],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
    }

    /// <summary>Writes the files next to the weights that do not come from training: configuration and tokenizer.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void SaveLayout(string folder)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, "config.json"), Config());
        WholeFile.Write(Path.Combine(folder, "tokenizer.json"), PrimerVocabulary.TokenizerJson());
    }

    /// <summary>The configuration, in the fields of Hugging Face's GPT-2.</summary>
    internal static string Config() =>
        JsonSerializer.Serialize(
            new
            {
                architectures = new[] { "GPT2LMHeadModel" },
                model_type = "gpt2",
                n_layer = 4,
                n_head = 4,
                n_embd = 128,
                n_inner = 512,
                n_positions = 64,
                vocab_size = PrimerVocabulary.Tokens.Count,
                activation_function = "gelu_new",
                layer_norm_epsilon = 1e-5,
                bos_token_id = 0,
                eos_token_id = 0,
                tie_word_embeddings = true,
            },
            new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }
        ) + "\n";
}
