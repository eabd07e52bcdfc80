using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class RecipeErrorTests
{
    [Fact]
    public void A_missing_tensor_is_named_with_its_shape()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a);
        stored.Remove("model.layers.1.self_attn.v_proj.weight");

        var error = Refused(stored, a);

        Assert.Equal("model.layers.1.self_attn.v_proj.weight", error.Tensor);
        Assert.Equal("a tensor [4, 6]", error.Expected);
        Assert.Equal("the test's model", error.File);
    }

    [Fact]
    public void An_unknown_tensor_is_named()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "").Add("h.2.ln_1.weight", 6).Add("surprise", 1);

        var error = Refused(stored, a);

        Assert.Equal("h.2.ln_1.weight", error.Tensor);
        Assert.Equal("2 more: h.2.ln_1.weight, surprise", error.Found);
    }

    [Fact]
    public void A_wrong_shape_is_shown_beside_the_right_one()
    {
        var a = SmallArchitectures.GptNeoX();
        using var stored = StoredFamilies.GptNeoX(a).Add("gpt_neox.layers.0.attention.dense.weight", 8, 6);

        var error = Refused(stored, a);

        Assert.Equal("gpt_neox.layers.0.attention.dense.weight", error.Tensor);
        Assert.Equal("shape [6, 8]", error.Expected);
        Assert.Equal("[8, 6]", error.Found);
    }

    [Fact]
    public void Integers_are_not_weights()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "");
        stored["wpe.weight"] = zeros(a.Context, a.ModelWidth, dtype: ScalarType.Int32);

        var error = Refused(stored, a);

        Assert.Equal("wpe.weight", error.Tensor);
        Assert.Equal("Int32", error.Found);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_counted(float first, float second)
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        stored["blocks.1.mlp.W_in"][0, 0] = first;
        stored["blocks.1.mlp.W_in"][2, 3] = second;

        var error = Refused(stored, a);

        Assert.Equal("blocks.1.mlp.W_in", error.Tensor);
        Assert.Equal("2 of 30 that are NaN or infinite", error.Found);
    }

    [Fact]
    public void Large_finite_numbers_whose_sum_overflows_are_accepted()
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        stored["blocks.1.mlp.W_in"].fill_(Scalars.Of(float.MaxValue));

        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(float.MaxValue, weights.Layers[1].W_in!.At(0, 0));
    }

    [Fact]
    public void Numbers_that_overflow_the_number_type_asked_for_are_refused()
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        stored["embed.W_E"][0, 0] = 1e5f;

        var error = Assert.Throws<WeightsException>(() =>
            TransformerWeights.FromSource(stored.Source, a, ScalarType.Float16)
        );

        Assert.Equal("embed.W_E", error.Tensor);
        Assert.Equal("finite numbers in Float16", error.Expected);
    }

    [Fact]
    public void A_tied_model_may_carry_its_unembedding_unchanged()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "");
        stored["lm_head.weight"] = stored["wte.weight"].clone();

        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Equal(stored["wte.weight"].At(3, 2), weights.W_U.At(2, 3));
    }

    [Fact]
    public void The_unembedding_of_a_tied_model_takes_no_memory_of_its_own()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "");
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        Assert.NotEqual(0, weights.W_U.At(2, 3));

        weights.W_E.zero_();

        Assert.Equal(0, weights.W_U.At(2, 3));
    }

    [Fact]
    public void A_tied_model_with_another_unembedding_is_refused()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "");
        stored["lm_head.weight"] = stored["wte.weight"].clone();
        stored["lm_head.weight"][8, 5] = 3f;

        Assert.Equal("lm_head.weight", Refused(stored, a).Tensor);
    }

    [Fact]
    public void An_untied_model_without_unembedding_is_refused()
    {
        var a = SmallArchitectures.Gpt2(tied: false);
        using var stored = StoredFamilies.Gpt2(a.With("TiedEmbedding", true), "transformer.");

        Assert.Equal("lm_head.weight", Refused(stored, a).Tensor);
    }

    [Fact]
    public void Known_buffers_are_ignored_and_those_of_other_layers_are_not()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies
            .Gpt2(a, "transformer.")
            .Add("transformer.h.0.attn.masked_bias")
            .Add("transformer.h.1.attn.bias", 1, 1, 7, 7);
        TransformerWeights.FromSource(stored.Source, a).Dispose();

        stored.Add("transformer.h.2.attn.bias", 1, 1, 7, 7);

        Assert.Equal("transformer.h.2.attn.bias", Refused(stored, a).Tensor);
    }

    [Fact]
    public void Buffers_of_the_rotary_families_and_of_TransformerLens_are_ignored()
    {
        var llama = SmallArchitectures.Llama();
        using var storedLlama = StoredFamilies.Llama(llama).Add("model.layers.0.self_attn.rotary_emb.inv_freq", 1);
        TransformerWeights.FromSource(storedLlama.Source, llama).Dispose();

        var neoX = SmallArchitectures.GptNeoX();
        using var storedNeoX = StoredFamilies
            .GptNeoX(neoX)
            .Add("gpt_neox.layers.1.attention.bias", 1, 1, 7, 7)
            .Add("gpt_neox.layers.1.attention.masked_bias")
            .Add("gpt_neox.layers.1.attention.rotary_emb.inv_freq", 1);
        TransformerWeights.FromSource(storedNeoX.Source, neoX).Dispose();

        var lens = SmallArchitectures.TransformerLens();
        using var storedLens = StoredFamilies
            .TransformerLens(lens)
            .Add("blocks.1.attn.mask", 7, 7)
            .Add("blocks.1.attn.IGNORE")
            .Add("blocks.1.attn.rotary_sin", 7, 2)
            .Add("blocks.1.attn.rotary_cos", 7, 2);
        TransformerWeights.FromSource(storedLens.Source, lens).Dispose();
    }

    [Fact]
    public void Families_and_names_of_embeddings_are_listed_once()
    {
        using var stored = new StoredModel().Add("surprise", 1);

        var (names, families) = Refused(stored, SmallArchitectures.TransformerLens()).Expected.Split(", as files of ")
            is [var left, var right]
            ? (left["an embedding named ".Length..].Split(" or "), right[..^" have".Length].Split(" or "))
            : default;
        Assert.Equal(["embed.W_E", "transformer.wte.weight", "wte.weight"], names![..3]);
        Assert.Equal(names!.Distinct(), names!);
        Assert.Equal("TransformerLens", families![0]);
        Assert.Equal(
            Families.Shipped.Select(family => family.Name).Order(StringComparer.Ordinal),
            families!.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "an embedding named embed.W_E or transformer.wte.weight or wte.weight, as files of TransformerLens or Gpt2 have",
            Refused(stored, SmallArchitectures.Gpt2()).Expected
        );
    }

    [Fact]
    public void Control_characters_of_names_are_shown_and_names_are_cut()
    {
        var a = SmallArchitectures.Gpt2();
        var name = "a\u001b[31m" + new string('b', 10_000);
        using var stored = StoredFamilies.Gpt2(a, "").Add(name, 1);

        var error = Refused(stored, a);

        Assert.Equal(name, error.Tensor);
        Assert.Contains("tensor 'a\u241b[31m", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public void A_norm_that_was_folded_away_leaves_no_place_for_its_scale()
    {
        var a = SmallArchitectures.TransformerLens().With("Normalization", Normalization.LayerNormPre);
        using var stored = StoredFamilies.TransformerLens(a);

        Assert.Equal("blocks.0.ln1.b", Refused(stored, a).Tensor);
    }

    [Fact]
    public void Another_familys_names_are_called_by_their_family()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Gpt2(SmallArchitectures.Gpt2(), "");

        Assert.Equal("names of the family Gpt2", Refused(stored, a).Found);
    }

    [Fact]
    public void What_a_family_has_no_name_for_is_refused_before_anything_is_read()
    {
        var gpt2 = SmallArchitectures.Gpt2();
        using var storedGpt2 = StoredFamilies.Gpt2(gpt2, "");
        var gated = Refused(storedGpt2, gpt2.With("GatedMlp", true));
        Assert.Null(gated.Tensor);
        Assert.Equal("an architecture that files of Gpt2 can hold", gated.Expected);
        Assert.Equal("W_gate, for which they have no name", gated.Found);

        var qwen2 = SmallArchitectures.Qwen2();
        using var storedQwen2 = StoredFamilies.Llama(qwen2);
        var biased = Refused(storedQwen2, qwen2.With("MlpBias", true).With("AttentionOutputBias", true));
        Assert.Equal("b_O, b_in, b_out, for which they have no name", biased.Found);

        var llama = SmallArchitectures.Llama();
        using var storedLlama = StoredFamilies.Llama(llama);
        var normed = Refused(storedLlama, llama.With("Normalization", Normalization.LayerNorm));
        Assert.Equal("FinalNormBias, Norm1Bias, Norm2Bias, for which they have no name", normed.Found);
        var placed = Refused(storedLlama, llama.With("Positions", PositionEmbedding.Learned));
        Assert.Equal("W_pos, for which they have no name", placed.Found);
    }

    [Fact]
    public void What_a_family_stores_and_an_architecture_lacks_is_refused_by_its_name()
    {
        var llama = SmallArchitectures.Llama();
        using var storedLlama = StoredFamilies.Llama(llama);
        Assert.Equal("model.layers.0.mlp.gate_proj.weight", Refused(storedLlama, llama.With("GatedMlp", false)).Tensor);

        var qwen2 = SmallArchitectures.Qwen2();
        using var storedQwen2 = StoredFamilies.Llama(qwen2);
        Assert.Equal(
            "model.layers.0.self_attn.k_proj.bias",
            Refused(storedQwen2, qwen2.With("QueryKeyValueBias", false)).Tensor
        );
    }

    [Fact]
    public void Rows_that_are_interleaved_have_a_query_for_each_head_and_a_key_and_a_value_for_each_group()
    {
        var a = SmallArchitectures.GptNeoX();
        using var stored = StoredFamilies.GptNeoX(a);

        var error = Refused(stored, a.With("KeyValueHeads", 1));

        Assert.Equal("gpt_neox.layers.0.attention.query_key_value.weight", error.Tensor);
        Assert.Equal(("shape [16, 6]", "[24, 6]"), (error.Expected, error.Found));
    }

    [Fact]
    public void A_family_of_nobodys_is_named_with_the_way_to_load_it()
    {
        using var stored = StoredFamilies.Gpt2(SmallArchitectures.Gpt2(), "");

        var error = Assert.Throws<ArchitectureException>(() =>
            TransformerWeights.FromSource(stored.Source, SmallArchitectures.Gpt2() with { Family = "Study.Tiny" })
        );

        Assert.Contains("'Study.Tiny'", error.Message, StringComparison.Ordinal);
        Assert.Contains("TransformerWeights.Load<...>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_never_integers()
    {
        var a = SmallArchitectures.Gpt2();
        using var stored = StoredFamilies.Gpt2(a, "");

        Assert.Throws<ArgumentOutOfRangeException>(() =>
            TransformerWeights.FromSource(stored.Source, a, ScalarType.Int64)
        );
    }

    [Fact]
    public void A_refused_model_leaves_no_tensor_behind()
    {
        var a = SmallArchitectures.Llama();
        using var stored = StoredFamilies.Llama(a).Add("surprise", 1);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Refused(stored, a);

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private static WeightsException Refused(StoredModel stored, Architecture architecture) =>
        Assert.Throws<WeightsException>(() => TransformerWeights.FromSource(stored.Source, architecture));
}
