namespace Circuitry.Models;

/// <summary>Reads the configurations of Llama, Mistral and Qwen2, which have one program and each their own defaults.</summary>
internal static class LlamaConfig
{
    private static readonly RotaryNames Names = new("rope_theta", null, "partial_rotary_factor", null, 1);

    /// <summary>Llama's: <c>sliding_window</c> has no meaning in it.</summary>
    public static Architecture ReadLlama(ConfigFields f)
    {
        var biased = f.Flag("attention_bias", false);
        var architecture = Read(f, keyValueHeads: null, context: 2048) with
        {
            QueryKeyValueBias = biased,
            AttentionOutputBias = biased,
            MlpBias = f.Flag("mlp_bias", false),
        };
        f.Off("use_sliding_window");
        SlidingWindow.RequireNone(f, architecture, window: null);
        f.RequireAllKnown(HarmlessKeys.Llama);
        return architecture;
    }

    /// <summary>Mistral's, whose weights are stored as Llama's are; every layer slides unless the window is null.</summary>
    public static Architecture ReadMistral(ConfigFields f)
    {
        var architecture = Read(f, keyValueHeads: 8, context: 131072);
        f.Off("attention_bias", "mlp_bias");
        var window = f.Given("sliding_window") ? f.CountOrNull("sliding_window") : 4096;
        SlidingWindow.RequireNone(f, architecture, window);
        f.RequireAllKnown(HarmlessKeys.Mistral);
        return architecture;
    }

    /// <summary>Qwen2's: queries, keys and values always have biases; the window counts only where a switch says so.</summary>
    public static Architecture ReadQwen2(ConfigFields f)
    {
        var architecture = Read(f, keyValueHeads: 32, context: 32768) with
        {
            Family = ModelFamily.Qwen2,
            QueryKeyValueBias = true,
        };
        f.Off("mlp_bias", "use_mrope");
        if (f.Flag("use_sliding_window", false))
        {
            var window = f.Given("sliding_window") ? f.CountOrNull("sliding_window") : 4096;
            SlidingWindow.RequireNone(f, architecture, window, f.Number("max_window_layers", 28), listed: true);
        }
        else
        {
            f.Ignore("sliding_window", "max_window_layers");
            SlidingWindow.RequireNone(f, architecture, window: null);
        }

        f.RequireAllKnown(HarmlessKeys.Qwen2);
        return architecture;
    }

    /// <param name="f">The fields.</param>
    /// <param name="keyValueHeads">What an absent number of them means; null for as many as query heads.</param>
    /// <param name="context">What an absent context means.</param>
    private static Architecture Read(ConfigFields f, int? keyValueHeads, int context)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        f.Off("rope_interleaved");
        var headWidth =
            f.CountOrNull("head_dim") ?? HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        return new Architecture
        {
            Family = ModelFamily.Llama,
            Layers = f.Count("num_hidden_layers"),
            Heads = f.Count("num_attention_heads"),
            KeyValueHeads = SharedHeads.Read(f, "num_key_value_heads", f.Count("num_attention_heads"), keyValueHeads),
            ModelWidth = f.Count("hidden_size"),
            HeadWidth = headWidth,
            MlpWidth = f.Count("intermediate_size"),
            Context = f.Count("max_position_embeddings", context),
            Vocabulary = f.Count("vocab_size"),
            OutputVocabulary = f.Count("vocab_size"),
            Normalization = Normalization.RmsNorm,
            NormEpsilon = f.Positive("rms_norm_eps", 1e-6),
            Positions = PositionEmbedding.Rotary,
            Rotary = RotaryConfig.Read(f, headWidth, Names),
            Causal = true,
            AttentionScale = Math.Sqrt(headWidth),
            Nonlinearity = ActivationNames.Read(f, "hidden_act", "silu"),
            GatedMlp = true,
            QueryKeyValueBias = false,
            AttentionOutputBias = false,
            MlpBias = false,
            UnembedBias = false,
            TiedEmbedding = f.Flag("tie_word_embeddings", false),
        };
    }
}
