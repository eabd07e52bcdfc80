using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>Every field of a configuration is read, known to change nothing, or refused by name.</summary>
public sealed class KnownKeyTests
{
    public static TheoryData<string> Families => ["gpt2", "llama", "mistral", "qwen2", "gpt_neox", "lens"];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_field_that_is_not_known_is_named(string family)
    {
        var none = family == "mistral" ? ("sliding_window", null) : ("model_type", Absent);

        var error = Refused(family, none, ("attention_sinks", 4.0));

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
    [InlineData("lens", "use_qk_norm")]
    [InlineData("lens", "use_local_attn")]
    [InlineData("lens", "post_embedding_ln")]
    [InlineData("lens", "use_normalization_before_and_after")]
    [InlineData("lens", "load_in_4bit")]
    [InlineData("lens", "tie_word_embeddings")]
    public void A_switch_that_is_not_implemented_may_be_off(string family, string field)
    {
        (string, object?)[] without = family == "mistral" ? [("sliding_window", null)] : [];
        var plain = Read(family, without);

        Assert.Equal(plain, Read(family, [.. without, (field, false)]));
        Assert.Equal(plain, Read(family, [.. without, (field, null)]));
        Assert.Equal(field, Refused(family, [.. without, (field, true)]).Field);
        Assert.Equal(field, Refused(family, [.. without, (field, "no")]).Field);
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
    [InlineData("Olmo2ForCausalLM", true)]
    [InlineData("Olmo3ForCausalLM", true)]
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
    public void Which_dimensions_GPTJ_rotates_together_must_be_said()
    {
        (string, object?)[] fields =
        [
            ("original_architecture", "GPTJForCausalLM"),
            ("positional_embedding_type", "rotary"),
        ];

        Assert.Equal("rotary_adjacent_pairs", Refused("lens", fields).Field);
        Assert.Equal(
            Read("lens", ("positional_embedding_type", "rotary")),
            Read("lens", [.. fields, ("rotary_adjacent_pairs", false)])
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
        Assert.Equal("architectures", Refused("llama", ("architectures", List("GemmaForCausalLM"))).Field);
        Assert.Equal("architectures", Refused("lens", ("d_model", Absent)).Field);
        Assert.Equal(
            "d_model",
            Refused("lens", ("architectures", List("HookedTransformer")), ("d_model", Absent)).Field
        );
    }
}
