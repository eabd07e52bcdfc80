namespace Circuitry.Models;

/// <summary>Reads GPT-2's configuration.</summary>
internal static class Gpt2Config
{
    public static Architecture Read(ConfigFields f)
    {
        f.Alias("n_embd", "hidden_size");
        f.Alias("n_head", "num_attention_heads");
        f.Alias("n_layer", "num_hidden_layers");
        f.Alias("n_positions", "max_position_embeddings");
        f.Alias("n_positions", "n_ctx");
        HuggingFaceConfig.RefuseUnimplemented(f);
        var headWidth = HuggingFaceConfig.HeadWidth(f, "n_embd", "n_head");
        var heads = f.Count("n_head");
        var architecture = new Architecture
        {
            Family = ModelFamily.Gpt2,
            Layers = f.Count("n_layer"),
            Heads = heads,
            KeyValueHeads = heads,
            ModelWidth = f.Count("n_embd"),
            HeadWidth = headWidth,
            MlpWidth = f.CountOrNull("n_inner") ?? HuggingFaceConfig.FourTimes(f, "n_embd"),
            Context = f.Count("n_positions", 1024),
            Vocabulary = f.Count("vocab_size"),
            OutputVocabulary = f.Count("vocab_size"),
            Normalization = Normalization.LayerNorm,
            NormEpsilon = f.Positive("layer_norm_epsilon", 1e-5),
            Positions = PositionEmbedding.Learned,
            Causal = true,
            AttentionScale = f.Flag("scale_attn_weights", true) ? Math.Sqrt(headWidth) : 1,
            ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
            Nonlinearity = ActivationNames.Read(f, "activation_function", "gelu_new"),
            QueryKeyValueBias = true,
            AttentionOutputBias = true,
            MlpBias = true,
            UnembedBias = false,
            TiedEmbedding = f.Flag("tie_word_embeddings", true),
        };
        f.RequireAllKnown(HarmlessKeys.Gpt2);
        return architecture;
    }
}
