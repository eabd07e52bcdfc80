namespace Circuitry.Models;

/// <summary><c>GPTNeoXForCausalLM</c> (Pythia): matrices are stored [out, in] and all transposed.</summary>
/// <remarks>
/// The rows of <c>query_key_value.weight</c> are (head, {query, key, value}, d_head): row
/// h * 3 * d_head + x * d_head + k. The columns of <c>dense.weight</c> are (head, d_head).
/// </remarks>
internal static class GptNeoXFamily
{
    private const string L = Family.Prefix + "layers." + Family.Layer;

    // transformers 4 writes the general names as well, which it does not read.
    private static readonly RotaryNames Names = new()
    {
        Base = "rotary_emb_base",
        OtherBase = "rope_theta",
        Fraction = "rotary_pct",
        OtherFraction = "partial_rotary_factor",
        DefaultFraction = 0.25,
    };

    public static Family Family { get; } =
        new()
        {
            Name = Families.GptNeoX,
            Models = "GPT-NeoX 20B, Pythia",
            Prefixes = ["gpt_neox.", ""],
            Configurations = [new("GPTNeoXForCausalLM", "gpt_neox", Read)],
            Tensors =
            [
                new("{prefix}embed_in.weight", Weight.W_E),
                new("{prefix}final_layer_norm.weight", Weight.FinalNormScale),
                new("{prefix}final_layer_norm.bias", Weight.FinalNormBias),
                new("embed_out.weight", Weight.W_U, StoredLayout.Transposed),
                new("embed_out.bias", Weight.b_U),
                new(L + ".input_layernorm.weight", Weight.Norm1Scale),
                new(L + ".input_layernorm.bias", Weight.Norm1Bias),
                new(L + ".attention.query_key_value.weight", Weight.W_QKV, StoredLayout.Interleaved),
                new(L + ".attention.query_key_value.bias", Weight.b_QKV, StoredLayout.Interleaved),
                new(L + ".attention.dense.weight", Weight.W_O, StoredLayout.Transposed),
                new(L + ".attention.dense.bias", Weight.b_O),
                new(L + ".post_attention_layernorm.weight", Weight.Norm2Scale),
                new(L + ".post_attention_layernorm.bias", Weight.Norm2Bias),
                new(L + ".mlp.dense_h_to_4h.weight", Weight.W_in, StoredLayout.Transposed),
                new(L + ".mlp.dense_h_to_4h.bias", Weight.b_in),
                new(L + ".mlp.dense_4h_to_h.weight", Weight.W_out, StoredLayout.Transposed),
                new(L + ".mlp.dense_4h_to_h.bias", Weight.b_out),
            ],
            // The causal mask, the number it masks with, and the rotary frequencies, which the architecture gives.
            Buffers = [L + ".attention.bias", L + ".attention.masked_bias", L + ".attention.rotary_emb.inv_freq"],
        };

    private static Architecture Read(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        var headWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "num_attention_heads");
        var heads = f.Count("num_attention_heads");
        var biased = f.Flag("attention_bias", true);
        var context = f.Count("max_position_embeddings", 2048);
        var architecture = new Architecture
        {
            Family = Families.GptNeoX,
            Layers = f.Count("num_hidden_layers"),
            ModelWidth = f.Count("hidden_size"),
            Context = context,
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", false) },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = f.Positive("layer_norm_eps", 1e-5) },
            Positions = new()
            {
                Kind = PositionEmbedding.Rotary,
                Rotary = RotaryConfig.Read(f, headWidth, context, Names),
            },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = biased,
                OutputBias = biased,
            },
            Mlp = new()
            {
                Width = f.Count("intermediate_size"),
                Nonlinearity = ActivationNames.Read(f, "hidden_act", "gelu"),
                Bias = true,
            },
            Block = new() { Parallel = f.Flag("use_parallel_residual", true) },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.RequireAllKnown(HarmlessKeys.GptNeoX);
        return architecture;
    }
}
