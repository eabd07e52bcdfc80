using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>Each family's own rules about windows, rotations, norms and factors, absent fields included.</summary>
public sealed class FamilySwitchTests
{
    [Theory]
    [InlineData("gemma2", 4096, "0,2")]
    [InlineData("gemma3", 4096, "all")]
    [InlineData("cohere2", 4096, "all")]
    [InlineData("olmo3", 4096, "all")]
    [InlineData("phi3", 0, "all")]
    [InlineData("qwen3", 0, "all")]
    [InlineData("smollm3", 0, "all")]
    [InlineData("gemma", 0, "all")]
    public void An_absent_window_is_the_familys_own(string family, int window, string layers)
    {
        var attention = Read(family).Attention;

        Assert.Equal((window, layers), (attention.Window, attention.WindowLayers));
    }

    [Theory]
    [InlineData("gemma2", "0,2,4,6,8,10,12")]
    [InlineData("gemma3", "0,1,2,3,4,6,7,8,9,10,12")]
    [InlineData("cohere2", "0,1,2,4,5,6,8,9,10,12")]
    [InlineData("olmo3", "0,1,2,4,5,6,8,9,10,12")]
    public void An_absent_pattern_of_windows_is_the_familys_own(string family, string layers) =>
        Assert.Equal(layers, Read(family, ("num_hidden_layers", 13.0)).Attention.WindowLayers);

    [Theory]
    [InlineData("gemma2")]
    [InlineData("gemma3")]
    [InlineData("cohere2")]
    [InlineData("olmo3")]
    public void A_list_of_kinds_comes_before_the_rule_of_the_family(string family)
    {
        var kinds = List("full_attention", "sliding_attention", "full_attention");

        Assert.Equal("1", Read(family, ("layer_types", kinds)).Attention.WindowLayers);
        Assert.Equal(0, Read(family, ("sliding_window", null)).Attention.Window);
        Assert.Equal("layer_types", Refused(family, ("sliding_window", null), ("layer_types", kinds)).Field);
    }

    [Theory]
    [InlineData("gemma3")]
    [InlineData("cohere2")]
    public void The_pattern_of_windows_has_two_spellings_that_agree(string family)
    {
        Assert.Equal("0,2", Read(family, ("sliding_window_pattern", 2.0)).Attention.WindowLayers);
        Assert.Equal("0,2", Read(family, ("_sliding_window_pattern", 2.0)).Attention.WindowLayers);
        Assert.Equal(
            "_sliding_window_pattern",
            Refused(family, ("sliding_window_pattern", 2.0), ("_sliding_window_pattern", 3.0)).Field
        );
    }

    [Fact]
    public void Only_the_windowed_layers_of_Cohere2_rotate()
    {
        Assert.Equal("all", Read("cohere2").Positions.Rotary!.Layers);
        Assert.Equal("0,2", Read("cohere2", ("sliding_window_pattern", 2.0)).Positions.Rotary!.Layers);
        Assert.Equal("", Read("cohere2", ("sliding_window", null)).Positions.Rotary!.Layers);
        Assert.Equal("layer_switch", Refused("cohere2", ("layer_switch", 3.0)).Field);
    }

    [Fact]
    public void A_one_in_the_list_of_SmolLM3_is_a_layer_that_rotates()
    {
        Assert.Equal("0,2", Read("smollm3", ("no_rope_layer_interval", 2.0)).Positions.Rotary!.Layers);
        var listed = Read(
            "smollm3",
            ("no_rope_layers", List(1.0, 0.0, 1.0)),
            ("use_sliding_window", true),
            ("sliding_window", 8.0)
        );
        Assert.Equal(
            ("0,2", "1", 8),
            (listed.Positions.Rotary!.Layers, listed.Attention.WindowLayers, listed.Attention.Window)
        );
        Assert.Equal("no_rope_layers", Refused("smollm3", ("no_rope_layers", List(1.0))).Field);
        Assert.Equal("no_rope_layers", Refused("smollm3", ("no_rope_layers", List(1.0, 2.0, 1.0))).Field);
        Assert.Equal(2e6, Read("smollm3").Positions.Rotary!.Base);
    }

    [Fact]
    public void Local_layers_of_GptNeo_are_listed_or_repeated()
    {
        var a = Read("gpt_neo");
        Assert.Equal((256, "1", 1.0), (a.Attention.Window, a.Attention.WindowLayers, a.Attention.Scale));
        Assert.Equal(a, Read("gpt_neo", ("attention_types", Absent), ("attention_layers", List("global", "local"))));
        Assert.Equal(0, Read("gpt_neo", ("attention_types", List(List(List("global"), 2.0)))).Attention.Window);
        Assert.Equal("attention_layers", Refused("gpt_neo", ("attention_layers", List("local", "local"))).Field);
        Assert.Equal("attention_types", Refused("gpt_neo", ("attention_types", Absent)).Field);
        Assert.Equal("attention_types", Refused("gpt_neo", ("attention_types", List("global", "local"))).Field);
        Assert.Equal(
            "attention_types",
            Refused("gpt_neo", ("attention_types", List(List(List("global", "other"), 1.0)))).Field
        );
        Assert.StartsWith(
            "1,3,5,",
            Read("gpt_neo", ("num_layers", 24.0), ("attention_types", Absent)).Attention.WindowLayers,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_rotates_of_a_head_of_GptJ_is_64_unless_given()
    {
        Assert.Equal(
            (4, 10000.0, true),
            Read("gptj").Positions.Rotary is { } r ? (r.Width, r.Base, r.AdjacentPairs) : default
        );
        Assert.Equal(
            "rotary_dim: is absent, which in this family means 64; it must be even and at most the width of a head, which is 4",
            Refused("gptj", ("rotary_dim", Absent)).Message
        );
        Assert.Equal("rotary_dim", Refused("gptj", ("rotary_dim", null)).Field);
        Assert.Equal(16, Read("gptj", ("rotary_dim", null), ("n_head", 1.0)).Positions.Rotary!.Width);
        Assert.True(Read("gptj").Logits.Bias);
        Assert.Equal("rotary", Refused("gptj", ("rotary", false)).Field);
    }

    [Fact]
    public void The_files_of_Gemma_1_name_an_activation_that_the_model_does_not_have()
    {
        Assert.Equal(Nonlinearity.GeluTanh, Read("gemma").Mlp!.Nonlinearity);
        Assert.Equal(Nonlinearity.GeluTanh, Read("gemma", ("hidden_act", "gelu")).Mlp!.Nonlinearity);
        Assert.Equal(
            Nonlinearity.Gelu,
            Read("gemma", ("hidden_act", "gelu_pytorch_tanh"), ("hidden_activation", "gelu")).Mlp!.Nonlinearity
        );
        Assert.Equal(
            Nonlinearity.GeluTanh,
            Read("gemma", ("hidden_act", "gelu"), ("hidden_activation", null)).Mlp!.Nonlinearity
        );
        Assert.Equal("hidden_act", Refused("gemma", ("hidden_act", "silu")).Field);
    }

    [Fact]
    public void Gemma_embeds_by_the_root_of_its_width_and_the_later_ones_cap()
    {
        foreach (var family in new[] { "gemma", "gemma2", "gemma3" })
        {
            var a = Read(family);
            Assert.Equal((8.0, 256, true), (a.Embedding.Scale, a.HeadWidth, a.Embedding.Tied));
        }

        var second = Read("gemma2");
        Assert.Equal((50.0, 30.0, 16.0), (second.Attention.ScoreCap, second.Logits.Cap, second.Attention.Scale));
        var third = Read("gemma3");
        Assert.Equal((0.0, 0.0, 16.0), (third.Attention.ScoreCap, third.Logits.Cap, third.Attention.Scale));
        Assert.Equal(
            (0.0, 3.0),
            Read("gemma2", ("attn_logit_softcapping", null), ("final_logit_softcapping", 3.0)) is { } capped
                ? (capped.Attention.ScoreCap, capped.Logits.Cap)
                : default
        );
        Assert.Equal((1e6, 1e4), third.Positions.Rotary is { } rotary ? (rotary.Base, rotary.LocalBase) : default);
        Assert.Equal(262208, Read("gemma3", ("vocab_size", Absent)).Vocabulary);
    }

    [Fact]
    public void The_text_of_a_multimodal_Gemma_3_is_read_from_within()
    {
        var text = Fields("gemma3", ("architectures", Absent));
        var within = Object(
            ("architectures", List("Gemma3ForConditionalGeneration")),
            ("model_type", "gemma3"),
            ("text_config", text),
            ("vision_config", Object(("hidden_size", 4.0))),
            ("mm_tokens_per_image", 4.0)
        );

        Assert.Equal(Read("gemma3"), ArchitectureReader.Read(within));
        within["text_config"] = null;
        Assert.Equal("text_config", Assert.Throws<ArchitectureException>(() => ArchitectureReader.Read(within)).Field);
        text["attention_sinks"] = 4.0;
        within["text_config"] = text;
        Assert.Equal(
            "text_config.attention_sinks",
            Assert.Throws<ArchitectureException>(() => ArchitectureReader.Read(within)).Field
        );
    }

    [Fact]
    public void The_forms_of_Falcon_follow_from_its_switches()
    {
        var seven = Read("falcon");
        Assert.Equal(
            (1, true, PositionEmbedding.Rotary),
            (seven.KeyValueHeads, seven.Block.Parallel, seven.Positions.Kind)
        );
        Assert.Equal(seven, Read("falcon", ("num_kv_heads", 4.0)));
        Assert.Equal(256, seven.MlpWidth);
        var newer = Read("falcon", ("new_decoder_architecture", true), ("num_kv_heads", 4.0), ("parallel_attn", false));
        Assert.Equal((4, true), (newer.KeyValueHeads, newer.Block.Parallel));
        Assert.Equal(8, Read("falcon", ("new_decoder_architecture", true)).KeyValueHeads);
        Assert.Equal(
            "parallel_attn",
            Refused(
                "falcon",
                ("new_decoder_architecture", true),
                ("parallel_attn", false),
                ("num_ln_in_parallel_attn", 1.0)
            ).Field
        );
        var rw = Read("falcon", ("alibi", true), ("multi_query", false), ("parallel_attn", false), ("bias", true));
        Assert.Equal((8, false, true), (rw.KeyValueHeads, rw.Block.Parallel, rw.Mlp!.Bias));
        Assert.Equal((true, true, null), (rw.Positions.AlibiScaled, rw.Positions.AlibiRounded, rw.Positions.Rotary));
    }

    [Fact]
    public void The_norms_of_Opt_move_vanish_and_lose_their_parameters()
    {
        Assert.Equal((NormPlace.Before, true), Place());
        Assert.Equal((NormPlace.AfterAddition, false), Place(("do_layer_norm_before", false)));
        Assert.Equal((NormPlace.Before, false), Place(("_remove_final_layer_norm", true)));
        Assert.Equal(Normalization.LayerNormPre, Read("opt", ("layer_norm_elementwise_affine", false)).Norm.Kind);
        Assert.True(Read("opt", ("word_embed_proj_dim", 64.0)).Embedding.Tied);
        Assert.False(Read("opt", ("word_embed_proj_dim", 32.0)).Embedding.Tied);
        Assert.Equal(
            "tie_word_embeddings",
            Refused("opt", ("word_embed_proj_dim", 32.0), ("tie_word_embeddings", false)).Field
        );
        Assert.Equal((3072, Nonlinearity.Relu), Read("opt").Mlp is { } mlp ? (mlp.Width, mlp.Nonlinearity) : default);

        static (NormPlace, bool) Place(params (string, object?)[] changes) =>
            Read("opt", changes).Norm is { } norm ? (norm.Place, norm.IsFinal) : default;
    }

    [Fact]
    public void Bloom_is_four_times_as_wide_inside_whatever_else_it_says()
    {
        var a = Read("bloom");
        Assert.Equal((64, 2048, true, true), (a.MlpWidth, a.Context, a.Embedding.Norm, a.Embedding.Tied));
        Assert.Equal(a, Read("bloom", ("n_inner", 64.0), ("seq_length", 2048.0)));
        Assert.Equal("n_inner", Refused("bloom", ("n_inner", 32.0)).Field);
        Assert.True(Read("bloom", ("apply_residual_connection_post_layernorm", true)).Norm.NormedResidual);
    }

    [Fact]
    public void Absent_factors_of_Granite_are_one()
    {
        var a = Read("granite");
        Assert.Equal((1.0, 1.0, 1.0, 1.0), (a.Embedding.Scale, a.Attention.Scale, a.Block.BranchScale, a.Logits.Scale));
        Assert.Equal(
            (2.0, 4.0),
            Read("granite", ("attention_multiplier", 0.5), ("logits_scaling", 0.25)) is { } scaled
                ? (scaled.Attention.Scale, scaled.Logits.Scale)
                : default
        );
    }

    [Theory]
    [InlineData("cohere", 0.0625, 1e-5, 8192)]
    [InlineData("cohere2", 0.0625, 1e-5, 8192)]
    [InlineData("phi", 1.0, 1e-5, 2048)]
    [InlineData("phi3", 1.0, 1e-5, 4096)]
    [InlineData("olmo", 1.0, 1e-5, 2048)]
    [InlineData("olmo2", 1.0, 1e-5, 2048)]
    [InlineData("olmo3", 1.0, 1e-5, 2048)]
    [InlineData("stablelm", 1.0, 1e-5, 4096)]
    [InlineData("gptj", 1.0, 1e-5, 2048)]
    [InlineData("gpt_neo", 1.0, 1e-5, 2048)]
    public void Absent_scales_epsilons_and_contexts_are_the_familys_own(
        string family,
        double logits,
        double epsilon,
        int context
    )
    {
        var a = Read(family);

        Assert.Equal((logits, epsilon, context), (a.Logits.Scale, a.Norm.Epsilon, a.Context));
    }

    [Fact]
    public void A_head_of_Cohere2_and_StableLM_is_as_wide_as_its_share_whatever_a_key_says()
    {
        Assert.Equal(Read("cohere2"), Read("cohere2", ("head_dim", 12.0)));
        Assert.Equal(Read("stablelm"), Read("stablelm", ("head_dim", 12.0)));
        Assert.Equal(12, Read("phi", ("head_dim", 12.0)).HeadWidth);
    }
}
