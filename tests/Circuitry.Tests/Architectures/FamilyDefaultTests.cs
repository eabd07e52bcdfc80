using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>What an absent field means is the family's matter, and null is not absence.</summary>
public sealed class FamilyDefaultTests
{
    [Fact]
    public void Mistral_has_eight_key_and_value_heads_a_window_and_a_long_context()
    {
        var a = Read("mistral", ("num_attention_heads", 16.0));
        Assert.Equal(
            (8, 131072, 1e-6, 10000.0),
            (a.KeyValueHeads, a.Context, a.Norm.Epsilon, a.Positions.Rotary!.Base)
        );
        Assert.Equal((Families.Mistral, 4, false), (a.Family, a.HeadWidth, a.Embedding.Tied));
        Assert.Equal((4096, "all"), (a.Attention.Window, a.Attention.WindowLayers));
        Assert.Equal(0, Read("mistral", ("sliding_window", null)).Attention.Window);
        Assert.Equal(8, Read("mistral", ("sliding_window", 8.0)).Attention.Window);

        Assert.Equal("num_key_value_heads", Refused("mistral", ("num_attention_heads", 4.0)).Field);
        Assert.Equal(4, Read("mistral", ("num_attention_heads", 4.0), ("num_key_value_heads", null)).KeyValueHeads);
    }

    [Fact]
    public void Qwen2_has_thirty_two_key_and_value_heads_and_biases()
    {
        var a = Read("qwen2", ("num_attention_heads", 32.0), ("num_key_value_heads", Absent));
        Assert.Equal((32, 32768, 1e-6, 2), (a.KeyValueHeads, a.Context, a.Norm.Epsilon, a.HeadWidth));
        Assert.Equal((true, false, false), (a.Attention.QueryKeyValueBias, a.Attention.OutputBias, a.Mlp!.Bias));
        Assert.Equal("num_key_value_heads", Refused("qwen2", ("num_key_value_heads", Absent)).Field);
        Assert.Equal(8, Read("qwen2", ("num_key_value_heads", null)).KeyValueHeads);
    }

    [Fact]
    public void The_layers_of_Qwen2_slide_only_where_a_switch_and_their_index_or_their_kind_say_so()
    {
        (string, object?)[] sliding = [("use_sliding_window", true), ("sliding_window", 8.0)];
        var full = List("full_attention", "full_attention", "full_attention");
        var mixed = List("full_attention", "sliding_attention", "full_attention");
        var plain = Read("qwen2");

        // The index of the first layer that slides is 28 where it is absent.
        Assert.Equal(plain, Read("qwen2", sliding));
        Assert.Equal(plain, Read("qwen2", [.. sliding, ("max_window_layers", 3.0)]));
        Assert.Equal((8, "2"), Window([.. sliding, ("max_window_layers", 2.0)]));
        Assert.Equal((8, "all"), Window([.. sliding, ("max_window_layers", 0.0)]));
        Assert.Equal(plain, Read("qwen2", [.. sliding, ("max_window_layers", 0.0), ("layer_types", full)]));
        Assert.Equal((8, "1"), Window([.. sliding, ("layer_types", mixed)]));
        Assert.Equal("layer_types", Refused("qwen2", ("layer_types", mixed)).Field);

        static (int, string) Window((string, object?)[] changes) =>
            Read("qwen2", changes).Attention is { } found ? (found.Window, found.WindowLayers) : default;
    }

    [Fact]
    public void Kinds_of_layers_are_full_or_sliding_attention_one_for_each_layer()
    {
        var full = List("full_attention", "full_attention", "full_attention");
        Assert.Equal(Read("llama"), Read("llama", ("layer_types", full)));
        Assert.Equal("layer_types", Refused("llama", ("layer_types", List("full_attention"))).Field);
        Assert.Equal(
            "layer_types",
            Refused("llama", ("layer_types", List("full_attention", "linear_attention", "full_attention"))).Field
        );
        Assert.Equal(
            "layer_types",
            Refused("llama", ("layer_types", List("full_attention", "sliding_attention", "full_attention"))).Field
        );

        // The code of Mistral and Phi 3 knows no kinds: every layer slides, and a list that says otherwise is of another model.
        var sliding = List("sliding_attention", "sliding_attention", "sliding_attention");
        foreach (var family in new[] { "mistral", "phi3" })
        {
            Assert.Equal("layer_types", Refused(family, ("sliding_window", 8.0), ("layer_types", full)).Field);
            Assert.Equal(
                Read(family, ("sliding_window", 8.0)),
                Read(family, ("sliding_window", 8.0), ("layer_types", sliding))
            );
        }
    }

    [Fact]
    public void Llama_has_as_many_key_and_value_heads_as_heads_and_no_biases()
    {
        var a = Read("llama");
        Assert.Equal(
            (8, 8, 2048, 1e-6, 10000.0),
            (a.KeyValueHeads, a.HeadWidth, a.Context, a.Norm.Epsilon, a.Positions.Rotary!.Base)
        );
        Assert.Equal((8, Nonlinearity.Silu, false), (a.Positions.Rotary.Width, a.Mlp!.Nonlinearity, a.Embedding.Tied));
        Assert.Equal(a, Read("llama", ("num_key_value_heads", null), ("head_dim", null), ("rope_scaling", null)));
        Assert.Equal(12, Read("llama", ("head_dim", 12.0)).HeadWidth);
    }

    [Fact]
    public void Gpt2_and_GptNeoX_have_the_defaults_of_their_classes()
    {
        var a = Read("gpt2");
        Assert.Equal((64, 1024, 1e-5, true), (a.MlpWidth, a.Context, a.Norm.Epsilon, a.Embedding.Tied));
        Assert.Equal(
            (Nonlinearity.GeluTanh, 2.0, false),
            (a.Mlp!.Nonlinearity, a.Attention.Scale, a.Attention.ScaleByInverseLayer)
        );
        Assert.Equal(a, Read("gpt2", ("n_inner", null)));

        var x = Read("gpt_neox");
        Assert.Equal((2048, 1e-5, false, true), (x.Context, x.Norm.Epsilon, x.Embedding.Tied, x.Block.Parallel));
        Assert.Equal(
            (2, 10000.0, Nonlinearity.Gelu),
            (x.Positions.Rotary!.Width, x.Positions.Rotary.Base, x.Mlp!.Nonlinearity)
        );
        Assert.Equal((true, true), (x.Attention.QueryKeyValueBias, x.Attention.OutputBias));
    }

    [Fact]
    public void TransformerLens_writes_minus_one_where_a_number_follows_from_others()
    {
        var a = Read("lens");
        Assert.Equal((2, 64, 32, 1e-5), (a.Heads, a.MlpWidth, a.OutputVocabulary, a.Norm.Epsilon));
        Assert.Equal(a, Read("lens", ("n_heads", -1.0), ("d_vocab_out", -1.0), ("attn_scale", -1.0), ("d_mlp", null)));
        Assert.Equal(1, Read("lens", ("n_key_value_heads", 1.0)).KeyValueHeads);
        Assert.Equal("n_key_value_heads", Refused("lens", ("n_key_value_heads", 3.0)).Field);
        foreach (var field in new[] { "n_heads", "d_vocab_out", "attn_scale" })
        {
            Assert.Equal(field, Refused("lens", (field, 0.0)).Field);
            Assert.Equal(field, Refused("lens", (field, -2.0)).Field);
        }
    }

    [Theory]
    [InlineData("gpt2", "scale_attn_weights")]
    [InlineData("gpt2", "tie_word_embeddings")]
    [InlineData("gpt2", "layer_norm_epsilon")]
    [InlineData("gpt2", "activation_function")]
    [InlineData("gpt2", "n_positions")]
    [InlineData("gpt_neox", "use_parallel_residual")]
    [InlineData("gpt_neox", "attention_bias")]
    [InlineData("llama", "rope_theta")]
    [InlineData("gemma", "head_dim")]
    [InlineData("gemma", "num_key_value_heads")]
    [InlineData("gemma2", "query_pre_attn_scalar")]
    [InlineData("stablelm", "num_key_value_heads")]
    [InlineData("qwen3", "head_dim")]
    [InlineData("granite", "attention_multiplier")]
    [InlineData("falcon", "multi_query")]
    [InlineData("llama", "hidden_act")]
    [InlineData("lens", "attention_dir")]
    [InlineData("lens", "positional_embedding_type")]
    public void Null_is_not_a_default(string family, string field) =>
        Assert.Equal(field, Refused(family, (field, null)).Field);
}
