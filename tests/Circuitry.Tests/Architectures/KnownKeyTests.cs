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
