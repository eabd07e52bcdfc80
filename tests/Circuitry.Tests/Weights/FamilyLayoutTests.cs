using static Circuitry.Tests.Configurations;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Layouts that newer families store their weights in, number by number.</summary>
public sealed class FamilyLayoutTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Rows_of_Falcon_are_the_queries_the_key_and_the_value_of_each_group(int groups)
    {
        var a = Read(
            "falcon",
            ("hidden_size", 8.0),
            ("num_attention_heads", 4.0),
            ("num_hidden_layers", 1.0),
            ("ffn_hidden_size", 5.0),
            ("new_decoder_architecture", true),
            ("num_kv_heads", (double)groups)
        );
        using var stored = new StoredModel()
            .Add("word_embeddings.weight", 32, 8)
            .Add("ln_f.weight", 8)
            .Add("ln_f.bias", 8)
            .Add("h.0.ln_attn.weight", 8)
            .Add("h.0.ln_attn.bias", 8)
            .Add("h.0.ln_mlp.weight", 8)
            .Add("h.0.ln_mlp.bias", 8)
            .Add("h.0.self_attention.query_key_value.weight", (4 + (2 * groups)) * 2, 8)
            .Add("h.0.self_attention.dense.weight", 8, 8)
            .Add("h.0.mlp.dense_h_to_4h.weight", 5, 8)
            .Add("h.0.mlp.dense_4h_to_h.weight", 8, 5);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        var rows = stored["h.0.self_attention.query_key_value.weight"];
        var each = 4 / groups;
        for (var group = 0; group < groups; group++)
        {
            for (var slot = 0; slot < each + 2; slot++)
            {
                var column =
                    slot < each ? (group * each) + slot
                    : slot == each ? 4 + group
                    : 4 + groups + group;
                for (var k = 0; k < 2; k++)
                {
                    for (var m = 0; m < 8; m++)
                    {
                        Assert.Equal(
                            rows.At((((group * (each + 2)) + slot) * 2) + k, m),
                            weights.Layers[0].W_QKV.At(m, (column * 2) + k)
                        );
                    }
                }
            }
        }

        Assert.Equal(stored["h.0.ln_mlp.bias"].All(), weights.Layers[0].Norm2Bias.All());
    }

    [Fact]
    public void A_serial_Falcon_without_its_second_norm_does_not_take_the_first_twice()
    {
        var a = Read(
            "falcon",
            ("hidden_size", 8.0),
            ("num_attention_heads", 4.0),
            ("num_hidden_layers", 1.0),
            ("ffn_hidden_size", 5.0),
            ("parallel_attn", false)
        );
        using var stored = new StoredModel()
            .Add("word_embeddings.weight", 32, 8)
            .Add("ln_f.weight", 8)
            .Add("ln_f.bias", 8)
            .Add("h.0.input_layernorm.weight", 8)
            .Add("h.0.input_layernorm.bias", 8)
            .Add("h.0.self_attention.query_key_value.weight", 12, 8)
            .Add("h.0.self_attention.dense.weight", 8, 8)
            .Add("h.0.mlp.dense_h_to_4h.weight", 5, 8)
            .Add("h.0.mlp.dense_4h_to_h.weight", 8, 5);

        var error = Assert.Throws<WeightsException>(() => TransformerWeights.FromSource(stored.Source, a));

        Assert.Equal("h.0.post_attention_layernorm.weight", error.Tensor);
    }

    [Fact]
    public void A_norm_that_heads_share_is_repeated_and_fused_gates_are_parted()
    {
        var a = Read("qwen3", ("head_dim", 4.0), ("num_hidden_layers", 1.0), ("num_key_value_heads", 2.0));
        using var stored = StoredFamilies
            .Llama(a)
            .Add("model.layers.0.self_attn.q_norm.weight", 4)
            .Add("model.layers.0.self_attn.k_norm.weight", 4);
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        var layer = weights.Layers[0];
        for (var i = 0; i < 32; i++)
        {
            Assert.Equal(stored["model.layers.0.self_attn.q_norm.weight"].At(i % 4), layer.QueryNormScale!.At(i));
        }

        Assert.Equal([8L], layer.KeyNormScale!.shape);

        var phi = Read("phi3", ("num_hidden_layers", 1.0));
        using var fused = new StoredModel()
            .Add("embed_tokens.weight", 32, 64)
            .Add("norm.weight", 64)
            .Add("lm_head.weight", 32, 64)
            .Add("layers.0.input_layernorm.weight", 64)
            .Add("layers.0.post_attention_layernorm.weight", 64)
            .Add("layers.0.self_attn.qkv_proj.weight", 192, 64)
            .Add("layers.0.self_attn.o_proj.weight", 64, 64)
            .Add("layers.0.mlp.gate_up_proj.weight", 40, 64)
            .Add("layers.0.mlp.down_proj.weight", 64, 20);
        using var parted = TransformerWeights.FromSource(fused.Source, phi);
        var both = fused["layers.0.mlp.gate_up_proj.weight"];
        Assert.Equal(
            (both.At(3, 5), both.At(23, 5)),
            (parted.Layers[0].W_gate!.At(5, 3), parted.Layers[0].W_in!.At(5, 3))
        );
    }

    [Fact]
    public void Gemma_stores_scales_one_less_than_they_are()
    {
        var a = Read("gemma", ("head_dim", 8.0), ("num_hidden_layers", 1.0));
        using var stored = StoredFamilies.Llama(a);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["model.norm.weight"].At(3) + 1, weights.FinalNormScale!.At(3));
        Assert.Equal(
            stored["model.layers.0.post_attention_layernorm.weight"].At(2) + 1,
            weights.Layers[0].Norm2Scale!.At(2)
        );

        // The names are Llama's too; that embeddings grow by the root of the width tells the two apart.
        using var found = TransformerWeights.FromSource(stored.Source, a with { Family = Families.TransformerLens });
        Assert.Equal(weights.Hash, found.Hash);
    }

    [Fact]
    public void Opt_leaves_two_rows_out_and_multiplies_its_projections_into_the_embeddings()
    {
        var a = Read(
            "opt",
            ("hidden_size", 8.0),
            ("num_attention_heads", 2.0),
            ("num_hidden_layers", 1.0),
            ("ffn_dim", 5.0),
            ("max_position_embeddings", 6.0),
            ("word_embed_proj_dim", 3.0),
            ("enable_bias", false),
            ("layer_norm_elementwise_affine", false)
        );
        const string d = "model.decoder.";
        using var stored = new StoredModel()
            .Add(d + "embed_tokens.weight", 32, 3)
            .Add(d + "embed_positions.weight", 8, 8)
            .Add(d + "project_in.weight", 8, 3)
            .Add(d + "project_out.weight", 3, 8)
            .Add(d + "layers.0.self_attn.q_proj.weight", 8, 8)
            .Add(d + "layers.0.self_attn.k_proj.weight", 8, 8)
            .Add(d + "layers.0.self_attn.v_proj.weight", 8, 8)
            .Add(d + "layers.0.self_attn.out_proj.weight", 8, 8)
            .Add(d + "layers.0.fc1.weight", 5, 8)
            .Add(d + "layers.0.fc2.weight", 8, 5);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored[d + "embed_positions.weight"].At(2, 4), weights.W_pos!.At(0, 4));
        double Sum(string matrix, Func<int, (int, int)> at, int token) =>
            Enumerable
                .Range(0, 3)
                .Sum(k =>
                    (double)stored[d + "embed_tokens.weight"].At(token, k)
                    * stored[d + matrix].At(at(k).Item1, at(k).Item2)
                );
        Assert.Equal(Sum("project_in.weight", k => (5, k), 7), weights.W_E.At(7, 5), 6);
        Assert.Equal(Sum("project_out.weight", k => (k, 5), 7), weights.W_U.At(5, 7), 6);
    }

    [Fact]
    public void Each_head_of_StableLM_has_its_norm_for_itself()
    {
        var a = Read(
            "stablelm",
            ("num_hidden_layers", 1.0),
            ("num_key_value_heads", 2.0),
            ("partial_rotary_factor", 0.5),
            ("qk_layernorm", true),
            ("use_parallel_residual", true)
        );
        using var stored = StoredFamilies
            .Llama(a)
            .Add("model.norm.bias", 64)
            .Add("model.layers.0.input_layernorm.bias", 64);
        stored.Remove("model.layers.0.post_attention_layernorm.weight");
        for (var head = 0; head < 8; head++)
        {
            stored.Add($"model.layers.0.self_attn.q_layernorm.norms.{head}.weight", 8);
        }

        stored.Add("model.layers.0.self_attn.k_layernorm.norms.0.weight", 8);
        Assert.Equal(
            "model.layers.0.self_attn.k_layernorm.norms.1.weight",
            Assert.Throws<WeightsException>(() => TransformerWeights.FromSource(stored.Source, a)).Tensor
        );
        stored.Add("model.layers.0.self_attn.k_layernorm.norms.1.weight", 8);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        var layer = weights.Layers[0];
        Assert.Equal(
            stored["model.layers.0.self_attn.q_layernorm.norms.6.weight"].At(3),
            layer.QueryNormScale!.At((6 * 8) + 3)
        );
        Assert.Equal(layer.Norm1Bias.All(), layer.Norm2Bias.All());
    }

    [Fact]
    public void The_pictures_of_a_multimodal_Gemma_3_are_left_out()
    {
        var a = Read("gemma3", ("head_dim", 8.0), ("num_hidden_layers", 1.0));
        using var plain = new StoredModel()
            .Add("model.embed_tokens.weight", 32, 64)
            .Add("model.norm.weight", 64)
            .Add("model.layers.0.self_attn.q_proj.weight", 64, 64)
            .Add("model.layers.0.self_attn.k_proj.weight", 32, 64)
            .Add("model.layers.0.self_attn.v_proj.weight", 32, 64)
            .Add("model.layers.0.self_attn.o_proj.weight", 64, 64)
            .Add("model.layers.0.self_attn.q_norm.weight", 8)
            .Add("model.layers.0.self_attn.k_norm.weight", 8)
            .Add("model.layers.0.mlp.gate_proj.weight", 20, 64)
            .Add("model.layers.0.mlp.up_proj.weight", 20, 64)
            .Add("model.layers.0.mlp.down_proj.weight", 64, 20)
            .Add("model.layers.0.input_layernorm.weight", 64)
            .Add("model.layers.0.post_attention_layernorm.weight", 64)
            .Add("model.layers.0.pre_feedforward_layernorm.weight", 64)
            .Add("model.layers.0.post_feedforward_layernorm.weight", 64);
        using var weights = TransformerWeights.FromSource(plain.Source, a);
        foreach (var prefix in new[] { "language_model.", "model.language_" })
        {
            var within = plain.Tensors.ToDictionary(one => prefix + one.Key, one => one.Value);
            using var picture = ones(2);
            within[prefix == "language_model." ? "vision_tower.x" : "model.vision_tower.x"] = picture;
            using var found = TransformerWeights.FromSource(new InMemoryTensorSource("within", within), a);

            Assert.Equal(weights.Hash, found.Hash);
        }
    }
}
