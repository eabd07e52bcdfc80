namespace Circuitry.Models;

/// <summary>
/// TransformerLens names, which hold any architecture: heads are an axis, <c>W_Q</c> [head, d_model, d_head], <c>W_O</c>
/// [head, d_head, d_model], and everything multiplies from the right.
/// </summary>
/// <remarks>
/// <para>
/// Keys and values have key_value_head heads, under <c>_W_K</c> (as TransformerLens stores grouped heads) or <c>W_K</c>, which then
/// is the expanded view. Of a tied model, the unembedding that is stored counts: training or folding may have parted the two.
/// </para>
/// <para>
/// The configuration does not say which biases there are: a model has all of them unless its declaration says otherwise. Biases of
/// the architecture must be stored, and others may be spelt out as zeros.
/// </para>
/// </remarks>
internal static class TransformerLensFamily
{
    private const string B = "blocks." + Family.Layer;

    public static Family Family { get; } =
        new()
        {
            Name = Families.TransformerLens,
            Models = "any, under TransformerLens's names",
            // Its own configurations name no architecture; files made of them do.
            Configurations = [new("HookedTransformer", null, Read)],
            Tensors =
            [
                new("embed.W_E", Weight.W_E),
                new("embed.ln.w", Weight.EmbeddingNormScale),
                new("embed.ln.b", Weight.EmbeddingNormBias),
                new("pos_embed.W_pos", Weight.W_pos),
                new("ln_final.w", Weight.FinalNormScale),
                new("ln_final.b", Weight.FinalNormBias),
                new("unembed.W_U", Weight.W_U),
                new("unembed.b_U", Weight.b_U),
                new(B + ".ln1.w", Weight.Norm1Scale),
                new(B + ".ln1.b", Weight.Norm1Bias),
                new(B + ".attn.W_Q", Weight.W_Q, StoredLayout.ByHead),
                new(B + ".attn.W_K", Weight.W_K, StoredLayout.ByHead),
                new(B + ".attn._W_K", Weight.W_K, StoredLayout.ByHead),
                new(B + ".attn.W_V", Weight.W_V, StoredLayout.ByHead),
                new(B + ".attn._W_V", Weight.W_V, StoredLayout.ByHead),
                new(B + ".attn.b_Q", Weight.b_Q, StoredLayout.ByHead),
                new(B + ".attn.b_K", Weight.b_K, StoredLayout.ByHead),
                new(B + ".attn._b_K", Weight.b_K, StoredLayout.ByHead),
                new(B + ".attn.b_V", Weight.b_V, StoredLayout.ByHead),
                new(B + ".attn._b_V", Weight.b_V, StoredLayout.ByHead),
                .. HeadNorm("q_norm.w", Weight.QueryNormScale),
                .. HeadNorm("q_norm.b", Weight.QueryNormBias),
                .. HeadNorm("k_norm.w", Weight.KeyNormScale),
                .. HeadNorm("k_norm.b", Weight.KeyNormBias),
                new(B + ".attn.W_O", Weight.W_O, StoredLayout.ByHead),
                new(B + ".attn.b_O", Weight.b_O),
                .. PostNorm("ln1", Weight.PostNorm1Scale, Weight.PostNorm1Bias),
                new(B + ".ln2.w", Weight.Norm2Scale),
                new(B + ".ln2.b", Weight.Norm2Bias),
                new(B + ".mlp.W_in", Weight.W_in),
                new(B + ".mlp.b_in", Weight.b_in),
                new(B + ".mlp.W_gate", Weight.W_gate),
                new(B + ".mlp.b_gate", Weight.b_gate),
                new(B + ".mlp.W_out", Weight.W_out),
                new(B + ".mlp.b_out", Weight.b_out),
                .. PostNorm("ln2", Weight.PostNorm2Scale, Weight.PostNorm2Bias),
            ],
            // The causal mask, the number it masks with, and the rotary angles, which the architecture gives.
            Buffers = [B + ".attn.mask", B + ".attn.IGNORE", B + ".attn.rotary_sin", B + ".attn.rotary_cos"],
            Unsaid = ["QueryKeyValueBias", "AttentionOutputBias", "MlpBias", "UnembedBias", "TiedEmbedding"],
            MayStoreZeros = true,
            MayPartTied = true,
        };

    // Each head's own, one for all heads, or one over all heads where these are normed together.
    private static IEnumerable<TensorRow> HeadNorm(string name, Weight weight) =>
        [
            new($"{B}.attn.{name}", weight, StoredLayout.ByHead)
            {
                When = a => a.Attention.QueryKeyNorm is not { Whole: true },
            },
            new($"{B}.attn.{name}", weight, StoredLayout.Shared)
            {
                When = a => a.Attention.QueryKeyNorm is not { Whole: true },
            },
            new($"{B}.attn.{name}", weight) { When = a => a.Attention.QueryKeyNorm is { Whole: true } },
        ];

    // The name of the norm in front where there is none in front.
    private static IEnumerable<TensorRow> PostNorm(string name, Weight scale, Weight bias) =>
        [
            new($"{B}.{name}_post.w", scale) { When = a => a.Norm.IsBefore },
            new($"{B}.{name}_post.b", bias) { When = a => a.Norm.IsBefore },
            new($"{B}.{name}.w", scale) { When = a => !a.Norm.IsBefore },
            new($"{B}.{name}.b", bias) { When = a => !a.Norm.IsBefore },
        ];

    private static Architecture Read(ConfigFields f)
    {
        RefuseUnimplemented(f);
        var headWidth = f.Count("d_head");
        var heads = CountOrDefault(f, "n_heads") ?? HuggingFaceConfig.HeadWidth(f, "d_model", "d_head");
        var vocabulary = f.Count("d_vocab");
        var attentionOnly = f.Flag("attn_only", false);
        var norm = TransformerLensNorms.Read(f);
        var positions = ReadPositions(f);
        var gated = !attentionOnly && f.Flag("gated_mlp", false);
        var layers = f.Count("n_layers");
        var architecture = new Architecture
        {
            Family = Families.TransformerLens,
            Layers = layers,
            ModelWidth = f.Count("d_model"),
            Context = f.Count("n_ctx"),
            Embedding = new() { Vocabulary = vocabulary, Norm = f.Flag("post_embedding_ln", false) },
            Norm = norm,
            Positions = new() { Kind = positions, Rotary = TransformerLensRotary.Read(f, positions, headWidth) },
            Attention = ReadWindow(
                f,
                layers,
                new()
                {
                    Heads = heads,
                    KeyValueHeads = SharedHeads.Read(f, "n_key_value_heads", heads, absent: null),
                    HeadWidth = headWidth,
                    Scale = ReadAttentionScale(f, headWidth),
                    ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
                    Causal = ReadCausal(f),
                    QueryKeyValueBias = true,
                    OutputBias = true,
                    ScoreCap = Cap(f, "attn_scores_soft_cap"),
                    QueryKeyNorm = TransformerLensNorms.OfHeads(f),
                }
            ),
            Mlp = attentionOnly
                ? null
                : new()
                {
                    Width = f.CountOrNull("d_mlp") ?? HuggingFaceConfig.FourTimes(f, "d_model"),
                    Nonlinearity = ActivationNames.Read(f, "act_fn", "relu"),
                    Gated = gated,
                    Bias = true,
                    BiasAfterGate = gated,
                },
            Block = new() { Parallel = !attentionOnly && f.Flag("parallel_attn_mlp", false) },
            Logits = new()
            {
                Vocabulary = CountOrDefault(f, "d_vocab_out") ?? vocabulary,
                Bias = true,
                Cap = Cap(f, "output_logits_soft_cap"),
            },
        };
        // What has a meaning only beside other switches.
        f.Ignore("d_mlp", "act_fn", "gated_mlp", "parallel_attn_mlp", "attn_scale", "window_size", "attn_types");
        f.Ignore(
            "experts_per_token",
            "norm_topk_prob",
            "relative_attention_max_distance",
            "relative_attention_num_buckets"
        );
        f.RequireAllKnown(HarmlessKeys.TransformerLens);
        return architecture;
    }

    private static void RefuseUnimplemented(ConfigFields f)
    {
        f.Off("load_in_4bit", "tie_word_embeddings");
        f.None("num_experts", "mixtures of experts are not implemented");
        f.None("quantization_config", "quantised weights are not read");
    }

    // Written as -1 where there is none.
    private static double Cap(ConfigFields f, string name) =>
        !f.Has(name) || f.Number(name) <= 0 ? 0 : f.Positive(name);

    private static AttentionOrgan ReadWindow(ConfigFields f, int layers, AttentionOrgan attention)
    {
        const string types = "attn_types";
        if (!f.Flag("use_local_attn", false))
        {
            return attention;
        }

        HuggingFaceConfig.RequireListable(f, "n_layers", layers);
        var kinds = f.List(types) ?? throw f.Refused(types, "is missing, and use_local_attn is set");
        if (kinds.Count < layers || kinds.Any(kind => kind is not ("global" or "local")))
        {
            throw f.Refused(
                types,
                $"must list 'global' or 'local' for each of the {ConfigFields.Shown((double)layers)} layers"
            );
        }

        return kinds.Take(layers).Contains("local")
            ? attention with
            {
                Window = f.Count("window_size"),
                WindowLayers = LayerSet.Of(layers, layer => kinds[layer] is "local"),
            }
            : attention;
    }

    private static PositionEmbedding ReadPositions(ConfigFields f) =>
        f.Text("positional_embedding_type", "standard") switch
        {
            "standard" => PositionEmbedding.Learned,
            "rotary" => PositionEmbedding.Rotary,
            "alibi" => PositionEmbedding.Alibi,
            var other => throw f.Refused(
                "positional_embedding_type",
                $"'{VisibleText.Short(other)}' is not implemented; known are 'standard', 'rotary' and 'alibi'"
            ),
        };

    private static bool ReadCausal(ConfigFields f) =>
        f.Text("attention_dir", "causal") switch
        {
            "causal" => true,
            "bidirectional" => false,
            var other => throw f.Refused(
                "attention_dir",
                $"is '{VisibleText.Short(other)}'; it must be 'causal' or 'bidirectional'"
            ),
        };

    private static double ReadAttentionScale(ConfigFields f, int headWidth) =>
        !f.Flag("use_attn_scale", true) ? 1
        : f.Number("attn_scale", -1) == -1 ? Math.Sqrt(headWidth)
        : f.Positive("attn_scale");

    // TransformerLens writes -1 where a number follows from others.
    private static int? CountOrDefault(ConfigFields f, string name) =>
        !f.Has(name) || f.Number(name) == -1 ? null : f.Count(name);
}
