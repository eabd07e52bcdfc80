using System.Globalization;

namespace Circuitry;

/// <summary>Reads an <see cref="Architecture"/> from the fields of a <c>config.json</c>, Hugging Face's or TransformerLens's.</summary>
/// <remarks>
/// The family is decided by <c>architectures[0]</c> or <c>model_type</c>, never by a name. A switch that changes the
/// computation and that Circuitry does not implement is refused: a model that is read wrongly is worse than one not read.
/// </remarks>
public static class ArchitectureReader
{
    /// <summary>Reads the fields of a configuration.</summary>
    /// <param name="config">Fields by name: string, double, bool, null, or a list or dictionary of these.</param>
    /// <exception cref="ArchitectureException">A field is missing, malformed, or asks for what is not implemented.</exception>
    public static Architecture Read(IReadOnlyDictionary<string, object?> config)
    {
        var fields = new ConfigFields(config);
        var architecture =
            fields.List("architectures")?.FirstOrDefault() as string
            ?? fields.Text("model_type")
            ?? "HookedTransformer";
        return architecture switch
        {
            "HookedTransformer" when config.ContainsKey("d_model") => ReadTransformerLens(fields),
            "GPT2LMHeadModel" or "gpt2" => ReadGpt2(fields),
            "LlamaForCausalLM" or "llama" or "MistralForCausalLM" or "mistral" => ReadLlama(fields, ModelFamily.Llama),
            "Qwen2ForCausalLM" or "qwen2" => ReadLlama(fields, ModelFamily.Qwen2),
            "GPTNeoXForCausalLM" or "gpt_neox" => ReadGptNeoX(fields),
            "HookedTransformer" => throw new ArchitectureException(
                "architectures",
                "neither 'architectures' nor 'model_type' is given, and there is no 'd_model' of a TransformerLens configuration"
            ),
            _ => throw new ArchitectureException(
                "architectures",
                $"the family '{architecture}' is not known; known are GPT2LMHeadModel, LlamaForCausalLM, MistralForCausalLM, "
                    + "Qwen2ForCausalLM, GPTNeoXForCausalLM and HookedTransformer"
            ),
        };
    }

    /// <summary>Checks that the numbers of an architecture fit together.</summary>
    /// <exception cref="ArchitectureException">A size is not positive, or heads do not divide.</exception>
    public static Architecture Check(Architecture a)
    {
        Positive("layers", a.Layers);
        Positive("heads", a.Heads);
        Positive("key and value heads", a.KeyValueHeads);
        Positive("model width", a.ModelWidth);
        Positive("head width", a.HeadWidth);
        Positive("context", a.Context);
        Positive("vocabulary", a.Vocabulary);
        Positive("output vocabulary", a.OutputVocabulary);
        AxisLengths.Check(a);
        if (a.MlpWidth < 0)
        {
            throw new ArchitectureException(
                "MLP width",
                $"is {Invariant(a.MlpWidth)}; it must be 0 (attention only) or more"
            );
        }

        if (a.Heads % a.KeyValueHeads != 0)
        {
            throw new ArchitectureException(
                "heads",
                $"{Invariant(a.Heads)} query heads do not divide evenly among {Invariant(a.KeyValueHeads)} key and value heads"
            );
        }

        if (!(a.AttentionScale > 0) || double.IsInfinity(a.AttentionScale))
        {
            throw new ArchitectureException(
                "attention scale",
                $"is {Invariant(a.AttentionScale)}; scores are divided by it, so it must be positive"
            );
        }

        if (a.Normalization != Normalization.None && !(a.NormEpsilon > 0))
        {
            throw new ArchitectureException("norm epsilon", $"is {Invariant(a.NormEpsilon)}; it must be positive");
        }

        if (a.Rotary is { } rotary)
        {
            if (rotary.Width <= 0 || rotary.Width % 2 != 0 || rotary.Width > a.HeadWidth)
            {
                throw new ArchitectureException(
                    "rotary width",
                    $"is {Invariant(rotary.Width)}; it must be even, positive and at most the head width {Invariant(a.HeadWidth)}"
                );
            }

            if (!(rotary.Base > 0))
            {
                throw new ArchitectureException("rotary base", $"is {Invariant(rotary.Base)}; it must be positive");
            }
        }

        return a;
    }

    private static Architecture ReadGpt2(ConfigFields f)
    {
        var width = f.Integer("n_embd");
        var heads = f.Integer("n_head");
        var headWidth = Divide("n_embd", width, "n_head", heads);
        return Check(
            new Architecture
            {
                Family = ModelFamily.Gpt2,
                Layers = f.Integer("n_layer"),
                Heads = heads,
                KeyValueHeads = heads,
                ModelWidth = width,
                HeadWidth = headWidth,
                MlpWidth = f.Integer("n_inner", 4 * width),
                Context = f.Integer("n_positions", f.Integer("n_ctx", 1024)),
                Vocabulary = f.Integer("vocab_size"),
                OutputVocabulary = f.Integer("vocab_size"),
                Normalization = Normalization.LayerNorm,
                NormEpsilon = f.Number("layer_norm_epsilon", 1e-5),
                Positions = PositionEmbedding.Learned,
                Causal = true,
                AttentionScale = f.Flag("scale_attn_weights", true) ? Math.Sqrt(headWidth) : 1,
                ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
                Nonlinearity = ReadNonlinearity(f, "activation_function", "gelu_new"),
                QueryKeyValueBias = true,
                AttentionOutputBias = true,
                MlpBias = true,
                UnembedBias = false,
                TiedEmbedding = f.Flag("tie_word_embeddings", true),
            }
        );
    }

    private static Architecture ReadLlama(ConfigFields f, ModelFamily family)
    {
        var width = f.Integer("hidden_size");
        var heads = f.Integer("num_attention_heads");
        var headWidth = f.Has("head_dim")
            ? f.Integer("head_dim")
            : Divide("hidden_size", width, "num_attention_heads", heads);
        var slides = f.Has("sliding_window") && f.Flag("use_sliding_window", family == ModelFamily.Llama);
        if (slides && f.Integer("sliding_window") < f.Integer("max_position_embeddings"))
        {
            throw new ArchitectureException("sliding_window", "attention over a sliding window is not implemented");
        }

        return Check(
            new Architecture
            {
                Family = family,
                Layers = f.Integer("num_hidden_layers"),
                Heads = heads,
                KeyValueHeads = f.Integer("num_key_value_heads", heads),
                ModelWidth = width,
                HeadWidth = headWidth,
                MlpWidth = f.Integer("intermediate_size"),
                Context = f.Integer("max_position_embeddings", 2048),
                Vocabulary = f.Integer("vocab_size"),
                OutputVocabulary = f.Integer("vocab_size"),
                Normalization = Normalization.RmsNorm,
                NormEpsilon = f.Number("rms_norm_eps", 1e-6),
                Positions = PositionEmbedding.Rotary,
                Rotary = ReadRotary(f, headWidth, 1.0),
                Causal = true,
                AttentionScale = Math.Sqrt(headWidth),
                Nonlinearity = ReadNonlinearity(f, "hidden_act", "silu"),
                GatedMlp = true,
                QueryKeyValueBias = family == ModelFamily.Qwen2 || f.Flag("attention_bias", false),
                AttentionOutputBias = family != ModelFamily.Qwen2 && f.Flag("attention_bias", false),
                MlpBias = f.Flag("mlp_bias", false),
                UnembedBias = false,
                TiedEmbedding = f.Flag("tie_word_embeddings", false),
            }
        );
    }

    private static Architecture ReadGptNeoX(ConfigFields f)
    {
        var width = f.Integer("hidden_size");
        var heads = f.Integer("num_attention_heads");
        var headWidth = Divide("hidden_size", width, "num_attention_heads", heads);
        return Check(
            new Architecture
            {
                Family = ModelFamily.GptNeoX,
                Layers = f.Integer("num_hidden_layers"),
                Heads = heads,
                KeyValueHeads = heads,
                ModelWidth = width,
                HeadWidth = headWidth,
                MlpWidth = f.Integer("intermediate_size"),
                Context = f.Integer("max_position_embeddings", 2048),
                Vocabulary = f.Integer("vocab_size"),
                OutputVocabulary = f.Integer("vocab_size"),
                Normalization = Normalization.LayerNorm,
                NormEpsilon = f.Number("layer_norm_eps", 1e-5),
                Positions = PositionEmbedding.Rotary,
                Rotary = ReadRotary(f, headWidth, f.Number("rotary_pct", 0.25)),
                Causal = true,
                AttentionScale = Math.Sqrt(headWidth),
                Nonlinearity = ReadNonlinearity(f, "hidden_act", "gelu"),
                ParallelBlock = f.Flag("use_parallel_residual", true),
                QueryKeyValueBias = f.Flag("attention_bias", true),
                AttentionOutputBias = f.Flag("attention_bias", true),
                MlpBias = true,
                UnembedBias = false,
                TiedEmbedding = f.Flag("tie_word_embeddings", false),
            }
        );
    }

    private static Architecture ReadTransformerLens(ConfigFields f)
    {
        f.Refuse(
            "post_embedding_ln",
            "use_normalization_before_and_after",
            "use_qk_norm",
            "use_local_attn",
            "use_yarn_rope"
        );
        if (f.Has("num_experts"))
        {
            throw new ArchitectureException("num_experts", "mixtures of experts are not implemented");
        }

        foreach (var cap in new[] { "attn_scores_soft_cap", "output_logits_soft_cap" })
        {
            if (f.Number(cap, -1) > 0)
            {
                throw new ArchitectureException(cap, "soft caps are not implemented");
            }
        }

        var width = f.Integer("d_model");
        var headWidth = f.Integer("d_head");
        var heads = f.Integer("n_heads", -1);
        heads = heads > 0 ? heads : Divide("d_model", width, "d_head", headWidth);
        var vocabulary = f.Integer("d_vocab");
        var outputVocabulary = f.Integer("d_vocab_out", -1);
        var scale = f.Number("attn_scale", -1);
        var positions = f.Text("positional_embedding_type") switch
        {
            null or "standard" => PositionEmbedding.Learned,
            "rotary" => PositionEmbedding.Rotary,
            var other => throw new ArchitectureException(
                "positional_embedding_type",
                $"'{other}' is not implemented; known are 'standard' and 'rotary'"
            ),
        };
        return Check(
            new Architecture
            {
                Family = ModelFamily.TransformerLens,
                Layers = f.Integer("n_layers"),
                Heads = heads,
                KeyValueHeads = f.Integer("n_key_value_heads", heads),
                ModelWidth = width,
                HeadWidth = headWidth,
                MlpWidth = f.Flag("attn_only", false) ? 0 : f.Integer("d_mlp", 4 * width),
                Context = f.Integer("n_ctx"),
                Vocabulary = vocabulary,
                OutputVocabulary = outputVocabulary > 0 ? outputVocabulary : vocabulary,
                Normalization = ReadNormalization(f),
                NormEpsilon = f.Number("eps", 1e-5),
                Positions = positions,
                Rotary = positions == PositionEmbedding.Rotary ? ReadTransformerLensRotary(f, headWidth) : null,
                Causal = f.Text("attention_dir") switch
                {
                    null or "causal" => true,
                    "bidirectional" => false,
                    var other => throw new ArchitectureException(
                        "attention_dir",
                        $"is '{other}'; it must be 'causal' or 'bidirectional'"
                    ),
                },
                AttentionScale =
                    !f.Flag("use_attn_scale", true) ? 1
                    : scale > 0 ? scale
                    : Math.Sqrt(headWidth),
                ScaleByInverseLayer = f.Flag("scale_attn_by_inverse_layer_idx", false),
                Nonlinearity = f.Flag("attn_only", false) ? Nonlinearity.Relu : ReadNonlinearity(f, "act_fn", "relu"),
                GatedMlp = f.Flag("gated_mlp", false),
                ParallelBlock = f.Flag("parallel_attn_mlp", false),
                QueryKeyValueBias = true,
                AttentionOutputBias = true,
                MlpBias = !f.Flag("attn_only", false),
                UnembedBias = true,
            }
        );
    }

    private static Normalization ReadNormalization(ConfigFields f) =>
        !f.Has("normalization_type")
            ? f.Given("normalization_type")
                ? Normalization.None
                : Normalization.LayerNorm
            : f.Text("normalization_type") switch
            {
                "LN" => Normalization.LayerNorm,
                "LNPre" => Normalization.LayerNormPre,
                "RMS" => Normalization.RmsNorm,
                "RMSPre" => Normalization.RmsNormPre,
                var other => throw new ArchitectureException(
                    "normalization_type",
                    $"'{other}' is not known; known are null, 'LN', 'LNPre', 'RMS' and 'RMSPre'"
                ),
            };

    private static RotaryEmbedding ReadTransformerLensRotary(ConfigFields f, int headWidth)
    {
        f.Refuse("rotary_adjacent_pairs");
        return new RotaryEmbedding
        {
            Width = f.Integer("rotary_dim", headWidth),
            Base = f.Number("rotary_base", 10000),
            LinearFactor = f.Number("rotary_scaling_factor", 1),
            Llama3Scaling = f.Flag("use_NTK_by_parts_rope", false)
                ? new Llama3RotaryScaling
                {
                    Factor = f.Number("NTK_by_parts_factor", 8),
                    LowFrequencyFactor = f.Number("NTK_by_parts_low_freq_factor", 1),
                    HighFrequencyFactor = f.Number("NTK_by_parts_high_freq_factor", 4),
                    OriginalContext = f.Integer("NTK_original_ctx_len", 8192),
                }
                : null,
        };
    }

    // transformers 4 writes rope_theta, rope_scaling and rotary_pct; transformers 5 one object, rope_parameters.
    private static RotaryEmbedding ReadRotary(ConfigFields f, int headWidth, double fraction)
    {
        var parameters = f.Object("rope_parameters");
        var scaling = parameters ?? f.Object("rope_scaling");
        var theta = parameters?.Number("rope_theta") ?? f.Number("rope_theta", f.Number("rotary_emb_base", 10000));
        fraction = parameters?.Number("partial_rotary_factor", fraction) ?? fraction;
        var kind = scaling?.Text("rope_type") ?? scaling?.Text("type") ?? "default";
        if (kind is not ("default" or "linear" or "llama3"))
        {
            throw new ArchitectureException(
                "rope_scaling",
                $"the rotary scaling '{kind}' is not implemented; known are 'default', 'linear' and 'llama3'"
            );
        }

        return new RotaryEmbedding
        {
            Width = (int)(headWidth * fraction),
            Base = theta,
            LinearFactor = kind == "linear" ? scaling!.Number("factor") : 1,
            Llama3Scaling =
                kind == "llama3"
                    ? new Llama3RotaryScaling
                    {
                        Factor = scaling!.Number("factor"),
                        LowFrequencyFactor = scaling.Number("low_freq_factor"),
                        HighFrequencyFactor = scaling.Number("high_freq_factor"),
                        OriginalContext = scaling.Integer("original_max_position_embeddings"),
                    }
                    : null,
        };
    }

    private static Nonlinearity ReadNonlinearity(ConfigFields f, string field, string absent) =>
        (f.Text(field) ?? absent) switch
        {
            "relu" => Nonlinearity.Relu,
            "gelu" => Nonlinearity.Gelu,
            "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" => Nonlinearity.GeluTanh,
            "silu" or "swish" => Nonlinearity.Silu,
            var other => throw new ArchitectureException(
                field,
                $"the activation '{other}' is not implemented; known are relu, gelu, gelu_new, gelu_pytorch_tanh and silu"
            ),
        };

    private static int Divide(string whole, int size, string parts, int count) =>
        count > 0 && size % count == 0
            ? size / count
            : throw new ArchitectureException(
                parts,
                $"{whole} = {Invariant(size)} is not divisible by {parts} = {Invariant(count)}"
            );

    private static void Positive(string name, int value)
    {
        if (value <= 0)
        {
            throw new ArchitectureException(name, $"is {Invariant(value)}; it must be positive");
        }
    }

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
