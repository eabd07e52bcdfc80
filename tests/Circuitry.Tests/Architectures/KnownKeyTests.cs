using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>Every field of a configuration is read, known to change nothing, or refused by name.</summary>
public sealed class KnownKeyTests
{
    public static TheoryData<string> Families => [.. Names];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_field_that_is_not_known_is_named(string family)
    {
        var error = Refused(family, ("attention_sinks", 4.0));

        Assert.Equal("attention_sinks", error.Field);
        Assert.Equal(
            "attention_sinks: is not a field that Circuitry knows, and it may change what the model computes; remove it from the file if it does not",
            error.Message
        );
    }

    [Fact]
    public void Several_of_them_are_named_together_and_control_characters_are_shown()
    {
        var error = Refused("gpt2", ("zeta\u001b", 1.0), ("alpha", null), ("beta", false));

        Assert.StartsWith("alpha: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(likewise 'beta', 'zeta\u241b')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt2", "add_cross_attention")]
    [InlineData("gpt2", "is_encoder_decoder")]
    [InlineData("llama", "rope_interleaved")]
    [InlineData("llama", "use_sliding_window")]
    [InlineData("mistral", "attention_bias")]
    [InlineData("mistral", "mlp_bias")]
    [InlineData("qwen2", "use_mrope")]
    [InlineData("gemma", "use_bidirectional_attention")]
    [InlineData("gemma3", "use_bidirectional_attention")]
    [InlineData("phi3", "attention_bias")]
    [InlineData("phi3", "lm_head_bias")]
    [InlineData("falcon", "apply_residual_connection_post_layernorm")]
    [InlineData("cohere2", "use_qk_norm")]
    [InlineData("lens", "load_in_4bit")]
    [InlineData("lens", "tie_word_embeddings")]
    public void A_switch_that_is_not_implemented_may_be_off(string family, string field)
    {
        var plain = Read(family);

        Assert.Equal(plain, Read(family, (field, false)));
        Assert.Equal(plain, Read(family, (field, null)));
        Assert.Equal(field, Refused(family, (field, true)).Field);
        Assert.Equal(field, Refused(family, (field, "no")).Field);
    }

    [Theory]
    [InlineData("gptj", "scale_attn_weights", true)]
    [InlineData("cohere2", "use_parallel_block", true)]
    [InlineData("cohere2", "rotary_pct", 1.0)]
    [InlineData("phi3", "full_attn_mod", 1.0)]
    public void A_field_with_one_value_that_is_implemented_may_have_that(string family, string field, object value)
    {
        Assert.Equal(Read(family), Read(family, (field, value)));
        Assert.Equal(field, Refused(family, (field, value is true ? false : 2.0)).Field);
    }

    [Theory]
    [InlineData("num_local_experts")]
    [InlineData("num_experts")]
    [InlineData("n_routed_experts")]
    public void A_mixture_of_experts_is_refused_for_what_it_is_whether_its_family_is_known_or_not(string field)
    {
        foreach (var name in new[] { "LlamaForCausalLM", "MixtralForCausalLM" })
        {
            var error = Refused("llama", ("architectures", List(name)), ("model_type", Absent), (field, 8.0));
            Assert.Equal(field, error.Field);
            Assert.Contains("mixture of experts", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Read("llama"), Read("llama", (field, 0.0)));
    }

    [Theory]
    [InlineData("GptOssForCausalLM", "gpt_oss", null, "architectures", "sinks")]
    [InlineData("LlavaForConditionalGeneration", "llava", "vision_config", "vision_config", "more than text")]
    [InlineData("MambaForCausalLM", "mamba", "state_size", "state_size", "state space")]
    [InlineData("T5ForConditionalGeneration", "t5", "is_encoder_decoder", "is_encoder_decoder", "not implemented")]
    [InlineData("NobodysForCausalLM", "nobodys", null, "architectures", "is not known; known are")]
    public void A_family_that_is_not_read_is_refused_for_what_it_has(
        string architecture,
        string type,
        string? with,
        string field,
        string why
    )
    {
        var error = Refused(
            "llama",
            ("architectures", List(architecture)),
            ("model_type", type),
            (with ?? "vocab_size", with == "is_encoder_decoder" ? true : 4.0)
        );

        Assert.Equal(field, error.Field);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_files_of_Falcon_and_Phi_may_name_the_copy_of_their_code()
    {
        var copy = Object(("AutoModelForCausalLM", "modeling_phi3.Phi3ForCausalLM"), ("AutoConfig", "x.y"));

        Assert.Equal(Read("phi3"), Read("phi3", ("auto_map", copy)));
        Assert.Equal("auto_map", Refused("phi", ("auto_map", copy)).Field);
        Assert.Equal("auto_map", Refused("llama", ("auto_map", copy)).Field);
    }

    [Fact]
    public void Quantised_models_removed_heads_and_code_of_a_repository_are_refused_by_name()
    {
        foreach (var field in new[] { "quantization_config", "pruned_heads", "auto_map" })
        {
            Assert.Equal(Read("llama"), Read("llama", (field, null)));
            Assert.Equal(Read("llama"), Read("llama", (field, Object())));
            Assert.Equal(field, Refused("llama", (field, Object(("x", "y")))).Field);
        }
    }

    [Theory]
    [InlineData("gpt2", "reorder_and_upcast_attn", true)]
    [InlineData("gpt2", "resid_pdrop", 0.1)]
    [InlineData("gpt2", "summary_type", "cls_index")]
    [InlineData("llama", "pretraining_tp", 2.0)]
    [InlineData("llama", "torch_dtype", "float16")]
    [InlineData("llama", "sliding_window", 8.0)]
    [InlineData("gpt_neox", "hidden_dropout", 0.1)]
    [InlineData("gpt_neox", "use_cache", true)]
    [InlineData("qwen2", "attention_dropout", 0.1)]
    [InlineData("qwen2", "sliding_window", 8.0)]
    [InlineData("qwen2", "_name_or_path", "somewhere")]
    [InlineData("lens", "use_attn_result", true)]
    [InlineData("lens", "default_prepend_bos", false)]
    [InlineData("lens", "rotary_base", 500.0)]
    [InlineData("lens", "window_size", 256.0)]
    public void What_changes_nothing_is_passed_over(string family, string field, object value) =>
        Assert.Equal(Read(family), Read(family, (field, value)));

    [Theory]
    [InlineData("LN", "final_rms", true)]
    [InlineData("LNPre", "final_rms", true)]
    [InlineData("RMS", "final_rms", false)]
    [InlineData("RMSPre", "final_rms", false)]
    [InlineData("RMS", "rmsnorm_uses_offset", true)]
    [InlineData("RMSPre", "rmsnorm_uses_offset", false)]
    [InlineData("LN", "rmsnorm_uses_offset", false)]
    public void A_switch_of_one_norm_is_refused_beside_that_norm(string norm, string field, bool refused)
    {
        Assert.Equal(
            Read("lens", ("normalization_type", norm)),
            Read("lens", ("normalization_type", norm), (field, false))
        );
        if (refused)
        {
            Assert.Equal(field, Refused("lens", ("normalization_type", norm), (field, true)).Field);
        }
        else
        {
            Read("lens", ("normalization_type", norm), (field, true));
        }
    }

    [Theory]
    [InlineData("OlmoeForCausalLM", true)]
    [InlineData("GptOssForCausalLM", true)]
    [InlineData("OlmoForCausalLM", false)]
    [InlineData("GPT2LMHeadModel", false)]
    public void An_original_architecture_by_whose_name_TransformerLens_computes_otherwise_is_refused(
        string name,
        bool refused
    )
    {
        if (refused)
        {
            var error = Refused("lens", ("original_architecture", name));
            Assert.Equal("original_architecture", error.Field);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(Read("lens"), Read("lens", ("original_architecture", name)));
        }
    }

    [Fact]
    public void By_the_name_of_OLMo_2_TransformerLens_norms_behind_attention_and_MLP_and_queries_and_keys_whole()
    {
        (string, object?)[] fields = [("original_architecture", "Olmo2ForCausalLM"), ("normalization_type", "RMS")];

        var a = Read("lens", fields);
        Assert.Equal((NormPlace.After, true), (a.Norm.Place, a.Attention.QueryKeyNorm?.Whole));
        Assert.Equal(
            "use_normalization_before_and_after",
            Refused("lens", [.. fields, ("use_normalization_before_and_after", true)]).Field
        );
        Assert.Equal(
            "use_yarn_rope",
            Refused("lens", ("original_architecture", "Olmo3ForCausalLM"), ("use_yarn_rope", true)).Field
        );
    }

    [Fact]
    public void By_the_name_of_GPTJ_neighbours_rotate_together_unless_the_file_says_otherwise()
    {
        (string, object?)[] fields =
        [
            ("original_architecture", "GPTJForCausalLM"),
            ("positional_embedding_type", "rotary"),
        ];

        Assert.True(Read("lens", fields).Positions.Rotary!.AdjacentPairs);
        Assert.Equal(
            Read("lens", ("positional_embedding_type", "rotary")),
            Read("lens", [.. fields, ("rotary_adjacent_pairs", false)])
        );
    }

    [Fact]
    public void What_TransformerLens_says_of_newer_models_is_read()
    {
        var a = Read(
            "lens",
            ("normalization_type", "RMS"),
            ("use_normalization_before_and_after", true),
            ("use_qk_norm", true),
            ("attn_scores_soft_cap", 50.0),
            ("output_logits_soft_cap", 30.0),
            ("use_local_attn", true),
            ("window_size", 8.0),
            ("attn_types", List("local", "global")),
            ("post_embedding_ln", true),
            ("positional_embedding_type", "rotary"),
            ("rotary_adjacent_pairs", true),
            ("rotary_base_local", 500.0)
        );

        Assert.Equal((NormPlace.BeforeAndAfter, Normalization.RmsNorm), (a.Norm.Place, a.Attention.QueryKeyNorm?.Kind));
        Assert.Equal((50.0, 30.0), (a.Attention.ScoreCap, a.Logits.Cap));
        Assert.Equal((8, "0", true), (a.Attention.Window, a.Attention.WindowLayers, a.Embedding.Norm));
        Assert.Equal((true, 500.0), (a.Positions.Rotary!.AdjacentPairs, a.Positions.Rotary.LocalBase));
        Assert.Equal(PositionEmbedding.Alibi, Read("lens", ("positional_embedding_type", "alibi")).Positions.Kind);
        Assert.Equal("attn_types", Refused("lens", ("use_local_attn", true), ("window_size", 8.0)).Field);
        Assert.Equal(
            "attn_types",
            Refused("lens", ("use_local_attn", true), ("window_size", 8.0), ("attn_types", List("local"))).Field
        );
        Assert.Equal(
            "window_size",
            Refused("lens", ("use_local_attn", true), ("attn_types", List("local", "local"))).Field
        );
    }

    [Theory]
    [InlineData("gpt2", "scale_attn_weights", "true", "must be true or false and is the text 'true'")]
    [InlineData("gpt2", "n_layer", "12", "must be a number and is the text '12'")]
    [InlineData("llama", "rope_scaling", "null", "must be an object and is the text 'null'")]
    public void A_text_in_the_place_of_what_it_spells_is_called_a_text(
        string family,
        string field,
        string text,
        string message
    ) => Assert.Equal($"{field}: {message}", Refused(family, (field, text)).Message);

    [Fact]
    public void A_file_that_TransformerLens_writes_with_every_field_is_read()
    {
        var fields = Fields("lens", ("normalization_type", "LN"), ("positional_embedding_type", "standard"));
        foreach (
            var name in (
                "use_attn_result use_split_qkv_input use_hook_mlp_in use_attn_in use_hook_tokens use_local_attn post_embedding_ln "
                + "ungroup_grouped_query_attention scale_attn_by_inverse_layer_idx use_qk_norm final_rms gated_mlp attn_only "
                + "use_normalization_before_and_after rmsnorm_uses_offset rotary_adjacent_pairs use_NTK_by_parts_rope use_yarn_rope "
                + "parallel_attn_mlp norm_topk_prob load_in_4bit trust_remote_code tie_word_embeddings from_checkpoint"
            ).Split(' ')
        )
        {
            fields[name] = false;
        }

        foreach (
            var name in (
                "n_key_value_heads window_size attn_types rotary_dim rotary_base_local num_experts experts_per_token checkpoint_index "
                + "checkpoint_label_type checkpoint_value seed original_architecture tokenizer_prepends_bos n_params "
                + "relative_attention_max_distance relative_attention_num_buckets decoder_start_token_id"
            ).Split(' ')
        )
        {
            fields[name] = null;
        }

        foreach (
            var (name, value) in new (string, object)[]
            {
                ("n_heads", 2.0),
                ("d_mlp", 64.0),
                ("d_vocab_out", 32.0),
                ("eps", 1e-5),
                ("dtype", "torch.float32"),
                ("device", "cpu"),
                ("n_devices", 1.0),
                ("init_mode", "gpt2"),
                ("init_weights", true),
                ("initializer_range", 0.2),
                ("use_attn_scale", true),
                ("attn_scale", Math.Sqrt(8)),
                ("attention_dir", "causal"),
                ("attn_scores_soft_cap", -1.0),
                ("output_logits_soft_cap", -1.0),
                ("rotary_base", 10000.0),
                ("rotary_scaling_factor", 1.0),
                ("NTK_by_parts_factor", 8.0),
                ("NTK_by_parts_low_freq_factor", 1.0),
                ("NTK_by_parts_high_freq_factor", 4.0),
                ("NTK_original_ctx_len", 8192.0),
                ("yarn_factor", 1.0),
                ("yarn_attention_factor", 1.0),
                ("yarn_beta_fast", 32.0),
                ("yarn_beta_slow", 1.0),
                ("yarn_original_max_position_embeddings", 4096.0),
                ("tokenizer_name", "gpt2"),
                ("default_prepend_bos", true),
                ("model_name", "custom"),
            }
        )
        {
            fields[name] = value;
        }

        Assert.Equal(Read("lens"), ArchitectureReader.Read(fields));
    }

    [Theory]
    [InlineData(
        "gpt2",
        "_num_labels attn_pdrop bos_token_id embd_pdrop eos_token_ids finetuning_task id2label initializer_range is_decoder label2id "
            + "length_penalty n_special num_labels output_attentions output_past pad_token_id predict_special_tokens "
            + "reorder_and_upcast_attn resid_pdrop summary_first_dropout summary_use_proj task_specific_params torchscript use_bfloat16 "
            + "gradient_checkpointing transformers_version use_cache xla_device"
    )]
    [InlineData(
        "llama",
        "_name_or_path attention_dropout bos_token_id dtype eos_token_id initializer_range is_llama_config max_sequence_length "
            + "pad_token_id pretraining_tp torch_dtype transformers.js_config transformers_version unsloth_version use_cache"
    )]
    [InlineData(
        "gpt_neox",
        "attention_dropout attention_probs_dropout_prob bos_token_id classifier_dropout custom_pipelines eos_token_id hidden_dropout "
            + "hidden_dropout_prob initializer_range num_steps torch_dtype transformers_version use_cache"
    )]
    public void What_published_files_hold_besides_is_passed_over(string family, string names)
    {
        var fields = Fields(family);
        foreach (var name in names.Split(' '))
        {
            fields[name] = "anything";
        }

        Assert.Equal(Read(family), ArchitectureReader.Read(fields));
    }

    [Fact]
    public void Two_names_of_one_thing_must_agree()
    {
        Assert.Equal(Read("gpt2"), Read("gpt2", ("hidden_size", 16.0), ("n_ctx", 1024.0), ("n_positions", 1024.0)));
        Assert.Equal(8, Read("gpt2", ("n_head", Absent), ("num_attention_heads", 8.0)).Heads);
        Assert.Equal(
            "num_hidden_layers: is 3, but n_layer, which is another name for it, is 2",
            Refused("gpt2", ("num_hidden_layers", 3.0)).Message
        );
        Assert.Equal("n_ctx", Refused("gpt2", ("n_positions", 8.0), ("n_ctx", 9.0)).Field);
    }

    [Fact]
    public void The_family_is_named_once()
    {
        Assert.Equal(Read("llama"), Read("llama", ("architectures", Absent)));
        Assert.Equal(Read("llama"), Read("llama", ("model_type", Absent)));
        Assert.Equal("model_type", Refused("llama", ("model_type", "mistral")).Field);
        Assert.Equal(
            "architectures",
            Refused("llama", ("architectures", List("LlamaForCausalLM", "LlamaModel"))).Field
        );
        Assert.Equal("architectures", Refused("llama", ("architectures", List(3.0))).Field);
        Assert.Equal("architectures", Refused("llama", ("architectures", List("BertForMaskedLM"))).Field);
        Assert.Equal("architectures", Refused("lens", ("d_model", Absent)).Field);
        Assert.Equal(
            "d_model",
            Refused("lens", ("architectures", List("HookedTransformer")), ("d_model", Absent)).Field
        );
    }
}
