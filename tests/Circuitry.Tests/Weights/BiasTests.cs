namespace Circuitry.Tests;

/// <summary>Which biases a file must hold: those of its architecture, which no zeros replace.</summary>
public sealed class BiasTests
{
    [Theory]
    [InlineData("blocks.0.attn.b_Q", "QueryKeyValueBias")]
    [InlineData("blocks.1.attn.b_K", "QueryKeyValueBias")]
    [InlineData("blocks.0.attn.b_V", "QueryKeyValueBias")]
    [InlineData("blocks.1.attn.b_O", "AttentionOutputBias")]
    [InlineData("blocks.1.mlp.b_in", "MlpBias")]
    [InlineData("blocks.0.mlp.b_out", "MlpBias")]
    [InlineData("unembed.b_U", "UnembedBias")]
    public void A_bias_that_a_TransformerLens_file_lacks_is_named_with_the_switch_that_says_there_is_none(
        string name,
        string says
    )
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        stored.Remove(name);

        var error = Refused(stored, a);

        Assert.Equal(name, error.Tensor);
        Assert.Equal("none of this name", error.Found);
        Assert.Contains($"{says} = false", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".attn.b_", "blocks.0.attn.b_Q")]
    [InlineData(".mlp.b_", "blocks.0.mlp.b_in")]
    [InlineData(".b_", "blocks.0.attn.b_Q")]
    public void A_kind_of_bias_that_a_TransformerLens_file_lacks_in_every_block_is_no_kind_that_the_model_lacks(
        string kind,
        string first
    )
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        RemoveAll(stored, kind);

        Assert.Equal(first, Refused(stored, a).Tensor);
    }

    [Fact]
    public void A_TransformerLens_model_with_biases_in_MLPs_alone_is_declared_so_and_never_guessed()
    {
        var a = SmallArchitectures.TransformerLens();
        using var stored = StoredFamilies.TransformerLens(a);
        RemoveAll(stored, ".attn.b_");
        stored.Remove("unembed.b_U");

        Assert.Equal("blocks.0.attn.b_Q", Refused(stored, a).Tensor);

        var declared = a.With("QueryKeyValueBias", false).With("AttentionOutputBias", false).With("UnembedBias", false);
        using var weights = TransformerWeights.FromSource(stored.Source, declared);
        Assert.Null(weights.Layers[1].b_QKV);
        Assert.Null(weights.Layers[1].b_O);
        Assert.Equal(stored["blocks.1.mlp.b_in"].All(), weights.Layers[1].b_in.All());
        Assert.Null(weights.b_U);
    }

    [Fact]
    public void An_architecture_without_biases_needs_none()
    {
        var a = SmallArchitectures
            .TransformerLens()
            .With("QueryKeyValueBias", false)
            .With("AttentionOutputBias", false)
            .With("MlpBias", false)
            .With("UnembedBias", false);
        using var stored = StoredFamilies.TransformerLens(a);
        RemoveAll(stored, ".b_");

        using var weights = TransformerWeights.FromSource(stored.Source, a);

        Assert.Null(weights.b_U);
        Assert.All(
            weights.Layers,
            layer => Assert.All(new[] { layer.b_QKV, layer.b_O, layer.b_in, layer.b_out }, Assert.Null)
        );
    }

    [Fact]
    public void A_gate_of_TransformerLens_has_no_bias_but_zeros()
    {
        var a = SmallArchitectures.TransformerLens().With("GatedMlp", true).With("BiasAfterGate", true);
        using var stored = StoredFamilies.TransformerLens(a);
        foreach (var block in new[] { "blocks.0", "blocks.1" })
        {
            stored.Add($"{block}.mlp.W_gate", a.ModelWidth, a.MlpWidth).Add($"{block}.mlp.b_gate", a.MlpWidth);
        }

        Assert.Equal("blocks.0.mlp.b_gate", Refused(stored, a).Tensor);

        stored["blocks.0.mlp.b_gate"].zero_();
        stored["blocks.1.mlp.b_gate"].zero_();
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        Assert.All(weights.Layers, layer => Assert.Null(layer.b_gate));
    }

    [Fact]
    public void The_MLP_biases_of_a_Llama_file_are_not_taken_for_those_of_TransformerLens()
    {
        var a = SmallArchitectures.Llama().With("MlpBias", true).With("GateBias", true);
        using var stored = StoredFamilies.Llama(a);
        for (var layer = 0; layer < a.Layers; layer++)
        {
            stored
                .Add($"model.layers.{layer}.mlp.gate_proj.bias", a.MlpWidth)
                .Add($"model.layers.{layer}.mlp.up_proj.bias", a.MlpWidth)
                .Add($"model.layers.{layer}.mlp.down_proj.bias", a.ModelWidth);
        }

        TransformerWeights.FromSource(stored.Source, a).Dispose();

        var error = Refused(
            stored,
            (a with { Family = Families.TransformerLens }).With("GateBias", false).With("BiasAfterGate", true)
        );
        Assert.Equal("model.layers.0.mlp.gate_proj.bias", error.Tensor);
    }

    [Fact]
    public void A_bias_the_architecture_lacks_may_be_stored_as_zeros_only()
    {
        var a = SmallArchitectures.TransformerLens().With("AttentionOutputBias", false);
        using var stored = StoredFamilies.TransformerLens(a);

        var error = Refused(stored, a);
        Assert.Equal("blocks.0.attn.b_O", error.Tensor);
        Assert.Equal("6 numbers that are not zero", error.Found);

        stored["blocks.0.attn.b_O"].zero_();
        stored["blocks.1.attn.b_O"].zero_();
        using var weights = TransformerWeights.FromSource(stored.Source, a);
        Assert.All(weights.Layers, layer => Assert.Null(layer.b_O));
    }

    private static void RemoveAll(StoredModel stored, string part)
    {
        foreach (var name in stored.Tensors.Keys.Where(name => name.Contains(part, StringComparison.Ordinal)).ToList())
        {
            stored.Remove(name);
        }
    }

    private static WeightsException Refused(StoredModel stored, Architecture architecture) =>
        Assert.Throws<WeightsException>(() => TransformerWeights.FromSource(stored.Source, architecture));
}
