using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Every number of a canonical matrix against the index formula of the stored one.</summary>
public sealed class RecipeTests
{
    [Theory]
    [InlineData(true, "", true)]
    [InlineData(false, "", false)]
    [InlineData(false, "transformer.", true)]
    [InlineData(true, "transformer.", false)]
    public void Gpt2_columns_are_all_queries_then_all_keys_then_all_values(bool square, string p, bool tied)
    {
        var a = SmallArchitectures.Gpt2(square, tied);
        using var stored = StoredFamilies.Gpt2(a, p);
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        var z = a.Heads * a.HeadWidth;

        Assert.Equal(stored[$"{p}wte.weight"].All(), weights.W_E.All());
        Assert.Equal(stored[$"{p}wpe.weight"].All(), weights.W_pos.All());
        Assert.Equal(stored[$"{p}ln_f.weight"].All(), weights.FinalNormScale.All());
        Assert.Equal(stored[$"{p}ln_f.bias"].All(), weights.FinalNormBias.All());
        Assert.Null(weights.b_U);
        var unembedding = stored[tied ? $"{p}wte.weight" : "lm_head.weight"];
        Each(a.ModelWidth, a.Vocabulary, (m, v) => Assert.Equal(unembedding.At(v, m), weights.W_U.At(m, v)));
        for (var l = 0; l < a.Layers; l++)
        {
            var (layer, h) = (weights.Layers[l], $"{p}h.{l}");
            EachHead(
                a,
                (part, head, m, k) =>
                    Assert.Equal(
                        stored[$"{h}.attn.c_attn.weight"].At(m, (part * z) + (head * a.HeadWidth) + k),
                        layer.W_QKV.At(m, Column(a, part, head, k))
                    )
            );
            Assert.Equal(stored[$"{h}.attn.c_attn.bias"].All(), layer.b_QKV.All());
            EachHead(
                a,
                (_, head, m, k) =>
                    Assert.Equal(
                        stored[$"{h}.attn.c_proj.weight"].At((head * a.HeadWidth) + k, m),
                        layer.W_O.At((head * a.HeadWidth) + k, m)
                    )
            );
            Assert.Equal(stored[$"{h}.attn.c_proj.bias"].All(), layer.b_O.All());
            Assert.Equal(stored[$"{h}.ln_1.weight"].All(), layer.Norm1Scale.All());
            Assert.Equal(stored[$"{h}.ln_1.bias"].All(), layer.Norm1Bias.All());
            Assert.Equal(stored[$"{h}.ln_2.weight"].All(), layer.Norm2Scale.All());
            Assert.Equal(stored[$"{h}.ln_2.bias"].All(), layer.Norm2Bias.All());
            Assert.Equal(stored[$"{h}.mlp.c_fc.weight"].All(), layer.W_in.All());
            Assert.Equal(stored[$"{h}.mlp.c_fc.bias"].All(), layer.b_in.All());
            Assert.Equal(stored[$"{h}.mlp.c_proj.weight"].All(), layer.W_out.All());
            Assert.Equal(stored[$"{h}.mlp.c_proj.bias"].All(), layer.b_out.All());
            Assert.Null(layer.W_gate);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Llama_and_qwen2_matrices_are_stored_out_by_in(bool square, bool qwen2)
    {
        var a = qwen2 ? SmallArchitectures.Qwen2(square) : SmallArchitectures.Llama(square);
        using var stored = StoredFamilies.Llama(a);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["model.embed_tokens.weight"].All(), weights.W_E.All());
        Assert.Equal(stored["model.norm.weight"].All(), weights.FinalNormScale.All());
        var unembedding = stored[qwen2 ? "model.embed_tokens.weight" : "lm_head.weight"];
        Each(a.ModelWidth, a.Vocabulary, (m, v) => Assert.Equal(unembedding.At(v, m), weights.W_U.At(m, v)));
        for (var l = 0; l < a.Layers; l++)
        {
            var (layer, p) = (weights.Layers[l], $"model.layers.{l}");
            EachHead(
                a,
                (part, head, m, k) =>
                    Assert.Equal(
                        stored[$"{p}.self_attn.{"qkv"[part]}_proj.weight"].At((head * a.HeadWidth) + k, m),
                        layer.W_QKV.At(m, Column(a, part, head, k))
                    )
            );
            EachHead(
                a,
                (part, head, _, k) =>
                    Assert.Equal(
                        qwen2 ? stored[$"{p}.self_attn.{"qkv"[part]}_proj.bias"].At((head * a.HeadWidth) + k) : null,
                        layer.b_QKV?.At(Column(a, part, head, k))
                    )
            );
            for (var head = 0; head < a.Heads; head++)
            {
                Each(
                    a.HeadWidth,
                    a.ModelWidth,
                    (k, m) =>
                        Assert.Equal(
                            stored[$"{p}.self_attn.o_proj.weight"].At(m, (head * a.HeadWidth) + k),
                            layer.W_O.At((head * a.HeadWidth) + k, m)
                        )
                );
            }

            Each(
                a.ModelWidth,
                a.MlpWidth,
                (m, n) =>
                {
                    Assert.Equal(stored[$"{p}.mlp.up_proj.weight"].At(n, m), layer.W_in!.At(m, n));
                    Assert.Equal(stored[$"{p}.mlp.gate_proj.weight"].At(n, m), layer.W_gate!.At(m, n));
                    Assert.Equal(stored[$"{p}.mlp.down_proj.weight"].At(m, n), layer.W_out!.At(n, m));
                }
            );
            Assert.Equal(stored[$"{p}.input_layernorm.weight"].All(), layer.Norm1Scale.All());
            Assert.Equal(stored[$"{p}.post_attention_layernorm.weight"].All(), layer.Norm2Scale.All());
            Assert.All(
                new[] { layer.b_O, layer.b_in, layer.b_gate, layer.b_out, layer.Norm1Bias, layer.Norm2Bias },
                Assert.Null
            );
        }
    }

    [Fact]
    public void Llama_biases_are_read_when_the_architecture_has_them()
    {
        var a = SmallArchitectures
            .Llama()
            .With("QueryKeyValueBias", true)
            .With("AttentionOutputBias", true)
            .With("MlpBias", true)
            .With("GateBias", true);
        using var stored = StoredFamilies.Llama(a);
        for (var l = 0; l < a.Layers; l++)
        {
            stored
                .Add($"model.layers.{l}.self_attn.o_proj.bias", a.ModelWidth)
                .Add($"model.layers.{l}.mlp.gate_proj.bias", a.MlpWidth)
                .Add($"model.layers.{l}.mlp.up_proj.bias", a.MlpWidth)
                .Add($"model.layers.{l}.mlp.down_proj.bias", a.ModelWidth);
        }

        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["model.layers.1.self_attn.o_proj.bias"].All(), weights.Layers[1].b_O.All());
        Assert.Equal(stored["model.layers.1.mlp.gate_proj.bias"].All(), weights.Layers[1].b_gate.All());
        Assert.Equal(stored["model.layers.1.mlp.up_proj.bias"].All(), weights.Layers[1].b_in.All());
        Assert.Equal(stored["model.layers.1.mlp.down_proj.bias"].All(), weights.Layers[1].b_out.All());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GptNeoX_rows_interleave_query_key_and_value_of_each_head(bool square)
    {
        var a = SmallArchitectures.GptNeoX(square);
        using var stored = StoredFamilies.GptNeoX(a);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["gpt_neox.embed_in.weight"].All(), weights.W_E.All());
        Assert.Equal(stored["gpt_neox.final_layer_norm.weight"].All(), weights.FinalNormScale.All());
        Assert.Equal(stored["gpt_neox.final_layer_norm.bias"].All(), weights.FinalNormBias.All());
        Each(
            a.ModelWidth,
            a.Vocabulary,
            (m, v) => Assert.Equal(stored["embed_out.weight"].At(v, m), weights.W_U.At(m, v))
        );
        for (var l = 0; l < a.Layers; l++)
        {
            var (layer, p) = (weights.Layers[l], $"gpt_neox.layers.{l}");
            EachHead(
                a,
                (part, head, m, k) =>
                {
                    var row = (head * 3 * a.HeadWidth) + (part * a.HeadWidth) + k;
                    Assert.Equal(
                        stored[$"{p}.attention.query_key_value.weight"].At(row, m),
                        layer.W_QKV.At(m, Column(a, part, head, k))
                    );
                    Assert.Equal(
                        stored[$"{p}.attention.query_key_value.bias"].At(row),
                        layer.b_QKV!.At(Column(a, part, head, k))
                    );
                    Assert.Equal(
                        stored[$"{p}.attention.dense.weight"].At(m, (head * a.HeadWidth) + k),
                        layer.W_O.At((head * a.HeadWidth) + k, m)
                    );
                }
            );
            Each(
                a.ModelWidth,
                a.MlpWidth,
                (m, n) =>
                {
                    Assert.Equal(stored[$"{p}.mlp.dense_h_to_4h.weight"].At(n, m), layer.W_in!.At(m, n));
                    Assert.Equal(stored[$"{p}.mlp.dense_4h_to_h.weight"].At(m, n), layer.W_out!.At(n, m));
                }
            );
            Assert.Equal(stored[$"{p}.attention.dense.bias"].All(), layer.b_O.All());
            Assert.Equal(stored[$"{p}.mlp.dense_h_to_4h.bias"].All(), layer.b_in.All());
            Assert.Equal(stored[$"{p}.mlp.dense_4h_to_h.bias"].All(), layer.b_out.All());
            Assert.Equal(stored[$"{p}.input_layernorm.weight"].All(), layer.Norm1Scale.All());
            Assert.Equal(stored[$"{p}.input_layernorm.bias"].All(), layer.Norm1Bias.All());
            Assert.Equal(stored[$"{p}.post_attention_layernorm.weight"].All(), layer.Norm2Scale.All());
            Assert.Equal(stored[$"{p}.post_attention_layernorm.bias"].All(), layer.Norm2Bias.All());
        }
    }

    [Theory]
    [InlineData(false, 2, "")]
    [InlineData(true, 2, "")]
    [InlineData(false, 1, "")]
    [InlineData(false, 1, "_")]
    public void TransformerLens_heads_are_an_axis(bool square, int keyValueHeads, string grouped)
    {
        var a = SmallArchitectures.TransformerLens(square).With("KeyValueHeads", keyValueHeads);
        using var stored = StoredFamilies.TransformerLens(a, grouped);
        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["embed.W_E"].All(), weights.W_E.All());
        Assert.Equal(stored["pos_embed.W_pos"].All(), weights.W_pos.All());
        Assert.Equal(stored["unembed.W_U"].All(), weights.W_U.All());
        Assert.Equal(stored["unembed.b_U"].All(), weights.b_U.All());
        Assert.Equal(stored["ln_final.w"].All(), weights.FinalNormScale.All());
        Assert.Equal(stored["ln_final.b"].All(), weights.FinalNormBias.All());
        for (var l = 0; l < a.Layers; l++)
        {
            var (layer, p) = (weights.Layers[l], $"blocks.{l}");
            EachHead(
                a,
                (part, head, m, k) =>
                {
                    var name = (part == 0 ? "" : grouped, "QKV"[part]);
                    Assert.Equal(
                        stored[$"{p}.attn.{name.Item1}W_{name.Item2}"].At(head, m, k),
                        layer.W_QKV.At(m, Column(a, part, head, k))
                    );
                    Assert.Equal(
                        stored[$"{p}.attn.{name.Item1}b_{name.Item2}"].At(head, k),
                        layer.b_QKV!.At(Column(a, part, head, k))
                    );
                    Assert.Equal(stored[$"{p}.attn.W_O"].At(head, k, m), layer.W_O.At((head * a.HeadWidth) + k, m));
                }
            );
            Assert.Equal(stored[$"{p}.attn.b_O"].All(), layer.b_O.All());
            Assert.Equal(stored[$"{p}.ln1.w"].All(), layer.Norm1Scale.All());
            Assert.Equal(stored[$"{p}.ln1.b"].All(), layer.Norm1Bias.All());
            Assert.Equal(stored[$"{p}.ln2.w"].All(), layer.Norm2Scale.All());
            Assert.Equal(stored[$"{p}.ln2.b"].All(), layer.Norm2Bias.All());
            Assert.Equal(stored[$"{p}.mlp.W_in"].All(), layer.W_in.All());
            Assert.Equal(stored[$"{p}.mlp.b_in"].All(), layer.b_in.All());
            Assert.Equal(stored[$"{p}.mlp.W_out"].All(), layer.W_out.All());
            Assert.Equal(stored[$"{p}.mlp.b_out"].All(), layer.b_out.All());
        }
    }

    [Fact]
    public void Canonical_tensors_are_contiguous_and_share_no_memory_but_a_tied_unembedding()
    {
        // Width one is where a transposed view is contiguous already and a careless copy would not be one.
        var a = SmallArchitectures
            .Gpt2()
            .With("Heads", 1)
            .With("KeyValueHeads", 1)
            .With("ModelWidth", 1)
            .With("HeadWidth", 1);
        using var stored = StoredFamilies.Gpt2(a, "");
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        var before = weights.Layers[0].W_O.All();

        Assert.All(weights.Tensors, tensor => Assert.True(tensor.is_contiguous()));
        stored["wte.weight"].fill_(Scalars.Of(7));
        Assert.DoesNotContain(7, weights.W_E.All());
        weights.W_E.fill_(Scalars.Of(7));
        Assert.Contains(7, weights.W_U.All());
        stored["h.0.attn.c_proj.weight"].fill_(Scalars.Of(7));
        Assert.Equal(before, weights.Layers[0].W_O.All());
    }

    // The column of W_QKV that holds part 0 (query), 1 (key) or 2 (value) of a head.
    private static int Column(Architecture a, int part, int head, int k) =>
        (
            part switch
            {
                0 => 0,
                1 => a.Heads,
                _ => a.Heads + a.KeyValueHeads,
            } * a.HeadWidth
        )
        + (head * a.HeadWidth)
        + k;

    private static void EachHead(Architecture a, Action<int, int, int, int> check)
    {
        for (var part = 0; part < 3; part++)
        {
            for (var head = 0; head < (part == 0 ? a.Heads : a.KeyValueHeads); head++)
            {
                Each(a.ModelWidth, a.HeadWidth, (m, k) => check(part, head, m, k));
            }
        }
    }

    private static void Each(int rows, int columns, Action<int, int> check)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                check(row, column);
            }
        }
    }
}
