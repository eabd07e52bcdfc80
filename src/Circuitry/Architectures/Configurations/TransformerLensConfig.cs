namespace Circuitry.Models;

/// <summary>Reads TransformerLens's configuration.</summary>
/// <remarks>It does not say which biases there are: a TransformerLens model has all of them.</remarks>
internal static class TransformerLensConfig
{
    public static Architecture Read(ConfigFields f)
    {
        RefuseUnimplemented(f);
        var headWidth = f.Count("d_head");
        var heads = CountOrDefault(f, "n_heads") ?? HuggingFaceConfig.HeadWidth(f, "d_model", "d_head");
        var vocabulary = f.Count("d_vocab");
        var attentionOnly = f.Flag("attn_only", false);
        var normalization = ReadNormalization(f);
        var positions = ReadPositions(f);
        var architecture = new Architecture
        {
            Family = ModelFamily.TransformerLens,
            Layers = f.Count("n_layers"),
            Heads = heads,
            KeyValueHeads = SharedHeads.Read(f, "n_key_value_heads", heads, absent: null),
            ModelWidth = f.Count("d_model"),
            HeadWidth = headWidth,
            MlpWidth = attentionOnly ? 0 : f.CountOrNull("d_mlp") ?? HuggingFaceConfig.FourTimes(f, "d_model"),
            Context = f.Count("n_ctx"),
            Vocabulary = vocabulary,
            OutputVocabulary = CountOrDefault(f, "d_vocab_out") ?? vocabulary,
            Normalization = normalization,
            NormEpsilon = normalization == Normalization.None ? f.Number("eps", 1e-5) : f.Positive("eps", 1e-5),
            Positions = positions,
            Rotary = TransformerLensRotary.Read(f, positions, headWidth),
            Causal = f.Text("attention_dir", "causal") switch
            {
                "causal" => true,
                "bidirectional" => false,
                var other => throw f.Refused(
                    "attention_dir",
                    $"is '{VisibleText.Short(other)}'; it must be 'causal' or 'bidirectional'"
                ),
            },
            AttentionScale = ReadAttentionScale(f, headWidth),
            ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
            Nonlinearity = attentionOnly ? Nonlinearity.Relu : ActivationNames.Read(f, "act_fn", "relu"),
            GatedMlp = !attentionOnly && f.Flag("gated_mlp", false),
            ParallelBlock = !attentionOnly && f.Flag("parallel_attn_mlp", false),
            QueryKeyValueBias = true,
            AttentionOutputBias = true,
            MlpBias = !attentionOnly,
            UnembedBias = true,
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
        f.Off(
            "load_in_4bit",
            "post_embedding_ln",
            "tie_word_embeddings",
            "use_local_attn",
            "use_normalization_before_and_after",
            "use_qk_norm"
        );
        // TransformerLens gives these norms of queries and keys, or sinks, by their name alone.
        if (
            f.Text("original_architecture")
            is "GptOssForCausalLM"
                or "Olmo2ForCausalLM"
                or "Olmo3ForCausalLM"
                or "OlmoeForCausalLM"
        )
        {
            throw f.Refused(
                "original_architecture",
                $"is '{f.Text("original_architecture")}', whose attention is not implemented"
            );
        }

        f.None("num_experts", "mixtures of experts are not implemented");
        f.None("quantization_config", "quantised weights are not read");
        foreach (var cap in new[] { "attn_scores_soft_cap", "output_logits_soft_cap" })
        {
            if (f.Has(cap) && !(f.Number(cap) <= 0))
            {
                throw f.Refused(cap, $"is {ConfigFields.Shown(f.Number(cap))}, and soft caps are not implemented");
            }
        }
    }

    private static Normalization ReadNormalization(ConfigFields f)
    {
        const string field = "normalization_type";
        var normalization =
            f.Given(field) && !f.Has(field)
                ? Normalization.None
                : f.Text(field, "LN") switch
                {
                    "LN" => Normalization.LayerNorm,
                    "LNPre" => Normalization.LayerNormPre,
                    "RMS" => Normalization.RmsNorm,
                    "RMSPre" => Normalization.RmsNormPre,
                    var other => throw f.Refused(
                        field,
                        $"'{VisibleText.Short(other)}' is not known; known are null, 'LN', 'LNPre', 'RMS' and 'RMSPre'"
                    ),
                };

        // Each has a meaning beside some norms only, and TransformerLens sets it beside others too.
        if (f.Flag("final_rms", false) && normalization is Normalization.LayerNorm or Normalization.LayerNormPre)
        {
            throw f.Refused("final_rms", "is set: a last norm of another kind than the others is not implemented");
        }

        if (f.Flag("rmsnorm_uses_offset", false) && normalization == Normalization.RmsNorm)
        {
            throw f.Refused(
                "rmsnorm_uses_offset",
                "is set: scales that are stored as offsets from one are not implemented"
            );
        }

        return normalization;
    }

    private static PositionEmbedding ReadPositions(ConfigFields f) =>
        f.Text("positional_embedding_type", "standard") switch
        {
            "standard" => PositionEmbedding.Learned,
            "rotary" => PositionEmbedding.Rotary,
            var other => throw f.Refused(
                "positional_embedding_type",
                $"'{VisibleText.Short(other)}' is not implemented; known are 'standard' and 'rotary'"
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
