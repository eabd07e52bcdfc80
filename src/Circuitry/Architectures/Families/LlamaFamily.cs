namespace Circuitry.Models;

/// <summary><c>LlamaForCausalLM</c> and <c>MistralForCausalLM</c>: matrices are stored [out, in] and all transposed.</summary>
/// <remarks>
/// The rows of <c>q_proj</c> are (head, d_head), of <c>k_proj</c> and <c>v_proj</c> (key_value_head, d_head); the columns
/// of <c>o_proj</c> are (head, d_head). <c>gate_proj</c> is the gate, <c>up_proj</c> the linear path W_in. Queries and keys
/// are stored for rotary pairs (i, i + d_head/2), as <see cref="RotaryEmbedding"/> has them.
/// </remarks>
internal static class LlamaFamily
{
    private const string L = "model.layers." + Family.Layer;

    private static readonly RotaryNames Names = new("rope_theta", null, "partial_rotary_factor", null, 1);

    /// <summary>The names of the weights, which other families share.</summary>
    public static IReadOnlyList<TensorRow> Tensors { get; } =
    [
        new("model.embed_tokens.weight", Weight.W_E),
        new("model.norm.weight", Weight.FinalNormScale),
        new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
        new("lm_head.bias", Weight.b_U),
        new(L + ".input_layernorm.weight", Weight.Norm1Scale),
        new(L + ".self_attn.q_proj.weight", Weight.W_Q, StoredLayout.Transposed),
        new(L + ".self_attn.k_proj.weight", Weight.W_K, StoredLayout.Transposed),
        new(L + ".self_attn.v_proj.weight", Weight.W_V, StoredLayout.Transposed),
        new(L + ".self_attn.q_proj.bias", Weight.b_Q),
        new(L + ".self_attn.k_proj.bias", Weight.b_K),
        new(L + ".self_attn.v_proj.bias", Weight.b_V),
        new(L + ".self_attn.o_proj.weight", Weight.W_O, StoredLayout.Transposed),
        new(L + ".self_attn.o_proj.bias", Weight.b_O),
        new(L + ".post_attention_layernorm.weight", Weight.Norm2Scale),
        new(L + ".mlp.up_proj.weight", Weight.W_in, StoredLayout.Transposed),
        new(L + ".mlp.up_proj.bias", Weight.b_in),
        new(L + ".mlp.gate_proj.weight", Weight.W_gate, StoredLayout.Transposed),
        new(L + ".mlp.gate_proj.bias", Weight.b_gate),
        new(L + ".mlp.down_proj.weight", Weight.W_out, StoredLayout.Transposed),
        new(L + ".mlp.down_proj.bias", Weight.b_out),
    ];

    /// <summary>Older files repeat the rotary frequencies, which the architecture gives.</summary>
    public static IReadOnlyList<string> Buffers { get; } =
    ["model.rotary_emb.inv_freq", L + ".self_attn.rotary_emb.inv_freq"];

    public static Family Family { get; } =
        new()
        {
            Name = Families.Llama,
            Configurations =
            [
                new("LlamaForCausalLM", "llama", ReadLlama),
                new("MistralForCausalLM", "mistral", ReadMistral),
            ],
            Tensors = Tensors,
            Buffers = Buffers,
        };

    // sliding_window has no meaning in Llama.
    private static Architecture ReadLlama(ConfigFields f)
    {
        bool biased = f.Flag("attention_bias", false),
            mlpBiased = f.Flag("mlp_bias", false);
        var plain = Read(f, Families.Llama, keyValueHeads: null, context: 2048);
        var architecture = plain with
        {
            Attention = plain.Attention with { QueryKeyValueBias = biased, OutputBias = biased },
            Mlp = plain.Mlp! with { Bias = mlpBiased, GateBias = mlpBiased },
        };
        f.Off("use_sliding_window");
        SlidingWindow.RequireNone(f, architecture, window: null);
        f.RequireAllKnown(HarmlessKeys.Llama);
        return architecture;
    }

    // Every layer of Mistral slides unless the window is null.
    private static Architecture ReadMistral(ConfigFields f)
    {
        var architecture = Read(f, Families.Llama, keyValueHeads: 8, context: 131072);
        f.Off("attention_bias", "mlp_bias");
        var window = f.Given("sliding_window") ? f.CountOrNull("sliding_window") : 4096;
        SlidingWindow.RequireNone(f, architecture, window);
        f.RequireAllKnown(HarmlessKeys.Mistral);
        return architecture;
    }

    /// <summary>Reads what the families of this kind have in common, without biases.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="family">The name of the family.</param>
    /// <param name="keyValueHeads">What an absent number of them means; null for as many as query heads.</param>
    /// <param name="context">What an absent context means.</param>
    public static Architecture Read(ConfigFields f, string family, int? keyValueHeads, int context)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        f.Off("rope_interleaved");
        var headWidth =
            f.CountOrNull("head_dim") ?? HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        return new Architecture
        {
            Family = family,
            Layers = f.Count("num_hidden_layers"),
            ModelWidth = f.Count("hidden_size"),
            Context = f.Count("max_position_embeddings", context),
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", false) },
            Norm = new() { Kind = Normalization.RmsNorm, Epsilon = f.Positive("rms_norm_eps", 1e-6) },
            Positions = new() { Kind = PositionEmbedding.Rotary, Rotary = RotaryConfig.Read(f, headWidth, Names) },
            Attention = new()
            {
                Heads = f.Count("num_attention_heads"),
                KeyValueHeads = SharedHeads.Read(
                    f,
                    "num_key_value_heads",
                    f.Count("num_attention_heads"),
                    keyValueHeads
                ),
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = false,
                OutputBias = false,
            },
            Mlp = new()
            {
                Width = f.Count("intermediate_size"),
                Nonlinearity = ActivationNames.Read(f, "hidden_act", "silu"),
                Gated = true,
                Bias = false,
            },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
    }
}
