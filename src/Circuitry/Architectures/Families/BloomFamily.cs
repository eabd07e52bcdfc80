namespace Circuitry.Models;

/// <summary><c>BloomForCausalLM</c>: a norm behind the embedding, and positions by biases of scores.</summary>
/// <remarks>The rows of <c>query_key_value.weight</c> are (head, {query, key, value}, d_head).</remarks>
internal static class BloomFamily
{
    private const string H = Family.Prefix + "h." + Family.Layer;
    private const string Width = "n_inner";

    public static Family Family { get; } =
        new()
        {
            Name = Families.Bloom,
            Models = "BLOOM, BLOOMZ",
            Configurations = [new("BloomForCausalLM", "bloom", Read)],
            Prefixes = ["transformer.", ""],
            Tensors =
            [
                new("{prefix}word_embeddings.weight", Weight.W_E),
                .. DecoderTensors.LayerNorm(
                    "{prefix}word_embeddings_layernorm",
                    Weight.EmbeddingNormScale,
                    Weight.EmbeddingNormBias
                ),
                .. DecoderTensors.LayerNorm("{prefix}ln_f", Weight.FinalNormScale, Weight.FinalNormBias),
                new("lm_head.weight", Weight.W_U, StoredLayout.Transposed),
                .. DecoderTensors.LayerNorm(H + ".input_layernorm", Weight.Norm1Scale, Weight.Norm1Bias),
                .. DecoderTensors.LayerNorm(H + ".post_attention_layernorm", Weight.Norm2Scale, Weight.Norm2Bias),
                .. Block(H),
            ],
        };

    /// <summary>Attention and MLP of a block, which Falcon names alike.</summary>
    /// <param name="h">The beginning of the names of a block.</param>
    public static IReadOnlyList<TensorRow> Block(string h) =>
        [
            new(h + ".self_attention.query_key_value.weight", Weight.W_QKV, StoredLayout.Interleaved),
            new(h + ".self_attention.query_key_value.bias", Weight.b_QKV, StoredLayout.Interleaved),
            new(h + ".self_attention.dense.weight", Weight.W_O, StoredLayout.Transposed),
            new(h + ".self_attention.dense.bias", Weight.b_O),
            new(h + ".mlp.dense_h_to_4h.weight", Weight.W_in, StoredLayout.Transposed),
            new(h + ".mlp.dense_h_to_4h.bias", Weight.b_in),
            new(h + ".mlp.dense_4h_to_h.weight", Weight.W_out, StoredLayout.Transposed),
            new(h + ".mlp.dense_4h_to_h.bias", Weight.b_out),
        ];

    private static Architecture Read(ConfigFields f)
    {
        f.Alias("hidden_size", "n_embed");
        f.Alias("n_head", "num_attention_heads");
        f.Alias("n_layer", "num_hidden_layers");
        HuggingFaceConfig.RefuseUnimplemented(f);
        var headWidth = HuggingFaceConfig.HeadWidth(f, "hidden_size", "n_head");
        var (heads, width) = (f.Count("n_head"), HuggingFaceConfig.FourTimes(f, "hidden_size"));
        f.Only(Width, (double)width);
        f.Off("skip_bias_add_qkv");
        var architecture = new Architecture
        {
            Family = Families.Bloom,
            Layers = f.Count("n_layer"),
            ModelWidth = f.Count("hidden_size"),
            // The length of training, which is no limit of the arithmetic.
            Context = f.Count("seq_length", 2048),
            Embedding = new()
            {
                Vocabulary = f.Count("vocab_size"),
                Tied = f.Flag("tie_word_embeddings", true),
                Norm = true,
            },
            Norm = new()
            {
                Kind = Normalization.LayerNorm,
                Epsilon = f.Positive("layer_norm_epsilon", 1e-5),
                NormedResidual = f.Flag("apply_residual_connection_post_layernorm", false),
            },
            Positions = new() { Kind = PositionEmbedding.Alibi },
            Attention = new()
            {
                Heads = heads,
                KeyValueHeads = heads,
                HeadWidth = headWidth,
                Scale = Math.Sqrt(headWidth),
                Causal = true,
                QueryKeyValueBias = true,
                OutputBias = true,
            },
            Mlp = new()
            {
                Width = width,
                Nonlinearity = Nonlinearity.GeluTanhRounded,
                Bias = true,
            },
            Logits = new() { Vocabulary = f.Count("vocab_size"), Bias = false },
        };
        f.RequireAllKnown(
            HarmlessKeys.And([
                "attention_dropout attention_softmax_in_fp32 bias_dropout_fusion hidden_dropout masked_softmax_fusion",
                "offset_alibi pretraining_tp skip_bias_add slow_but_exact",
            ])
        );
        return architecture;
    }
}
