namespace Circuitry.Models;

/// <summary>Reads GPT-NeoX's configuration (Pythia).</summary>
internal static class GptNeoXConfig
{
    // transformers 4 writes the general names as well, which it does not read.
    private static readonly RotaryNames Names = new(
        "rotary_emb_base",
        "rope_theta",
        "rotary_pct",
        "partial_rotary_factor",
        0.25
    );

    public static Architecture Read(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        var headWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        var heads = f.Count("num_attention_heads");
        var biased = f.Flag("attention_bias", true);
        var architecture = new Architecture
        {
            Family = ModelFamily.GptNeoX,
            Layers = f.Count("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            ModelWidth = f.Count("hidden_size"),
            HeadWidth = headWidth,
            MlpWidth = f.Count("intermediate_size"),
            Context = f.Count("max_position_embeddings", 2048),
            Vocabulary = f.Count("vocab_size"),
            OutputVocabulary = f.Count("vocab_size"),
            Normalization = Normalization.LayerNorm,
            NormEpsilon = f.Positive("layer_norm_eps", 1e-5),
            Positions = PositionEmbedding.Rotary,
            Rotary = RotaryConfig.Read(f, headWidth, Names),
            Causal = true,
            AttentionScale = Math.Sqrt(headWidth),
            Nonlinearity = ActivationNames.Read(f, "hidden_act", "gelu"),
            ParallelBlock = f.Flag("use_parallel_residual", true),
            QueryKeyValueBias = biased,
            AttentionOutputBias = biased,
            MlpBias = true,
            UnembedBias = false,
            TiedEmbedding = f.Flag("tie_word_embeddings", false),
        };
        f.RequireAllKnown(HarmlessKeys.GptNeoX);
        return architecture;
    }
}
