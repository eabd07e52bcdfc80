namespace Circuitry.Models;

/// <summary><c>GPT2LMHeadModel</c>: matrices are stored [in, out], so that none is transposed but the unembedding.</summary>
/// <remarks>
/// The original files have no prefix, those that transformers writes have <c>transformer.</c>. The columns of
/// <c>c_attn.weight</c> are all queries, all keys, all values, each head by head; the rows of <c>attn.c_proj.weight</c> are
/// (head, d_head).
/// </remarks>
internal static class Gpt2Family
{
    private const string H = Family.Prefix + "h." + Family.Layer;

    public static Family Family { get; } =
        new()
        {
            Name = Families.Gpt2,
            Models = "GPT-2, DistilGPT-2, CodeParrot",
            Configurations = [new("GPT2LMHeadModel", "gpt2", Read)],
            Prefixes = ["transformer.", ""],
            Tensors =
            [
                new("{prefix}wte.weight", Weight.W_E),
                new("{prefix}wpe.weight", Weight.W_pos),
                new("{prefix}ln_f.weight", Weight.FinalNormScale),
                new("{prefix}ln_f.bias", Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                new("lm_head.bias", Weight.b_U),
                new(H + ".ln_1.weight", Weight.Norm1Scale),
                new(H + ".ln_1.bias", Weight.Norm1Bias),
                new(H + ".attn.c_attn.weight", Weight.W_QKV),
                new(H + ".attn.c_attn.bias", Weight.b_QKV),
                new(H + ".attn.c_proj.weight", Weight.W_O),
                new(H + ".attn.c_proj.bias", Weight.b_O),
                new(H + ".ln_2.weight", Weight.Norm2Scale),
                new(H + ".ln_2.bias", Weight.Norm2Bias),
                new(H + ".mlp.c_fc.weight", Weight.W_in),
                new(H + ".mlp.c_fc.bias", Weight.b_in),
                new(H + ".mlp.c_proj.weight", Weight.W_out),
                new(H + ".mlp.c_proj.bias", Weight.b_out),
            ],
            // The causal mask and the number it masks with.
            Buffers = [H + ".attn.bias", H + ".attn.masked_bias"],
        };

    private static Architecture Read(ConfigFields f)
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
            Family = Families.Gpt2,
            Layers = f.Count("n_layer"),
            ModelWidth = f.Count("n_embd"),
            Context = f.Count("n_positions", 1024),
            Embedding = new() { Vocabulary = f.Count("vocab_size"), Tied = f.Flag("tie_word_embeddings", true) },
            Norm = new() { Kind = Normalization.LayerNorm, Epsilon = f.Positive("layer_norm_epsilon", 1e-5) },
            Positions = new() { Kind = PositionEmbedding.Learned },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = headWidth,
                Scale = f.Flag("scale_attn_weights", true) ? Math.Sqrt(headWidth) : 1,
                ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
                Causal = true,
                QueryKeyValueBias = true,
                OutputBias = true,
            },
            Mlp = new()
            {
                Width = f.CountOrNull("n_inner") ?? HuggingFaceConfig.FourTimes(f, "n_embd"),
                Nonlinearity = ActivationNames.Read(f, "activation_function", "gelu_new"),
                Bias = true,
            },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.RequireAllKnown(HarmlessKeys.Gpt2);
        return architecture;
    }
}
