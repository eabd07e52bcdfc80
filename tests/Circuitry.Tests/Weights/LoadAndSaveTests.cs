using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class LoadAndSaveTests
{
    private const string Gpt2Config = """
        {"architectures":["GPT2LMHeadModel"],"n_layer":2,"n_head":2,"n_embd":4,"n_positions":7,"n_inner":5,"vocab_size":9}
        """;

    public static TheoryData<string> Families =>
        ["Gpt2", "Llama", "GptNeoX", "Qwen2", "TransformerLens", "attention only", "gated with biases"];

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_saved_is_loaded_bit_for_bit(string family)
    {
        var a = Named(family);
        using var folder = new TemporaryFolder();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var weights = TransformerWeights.Random(a, 3, type);
            foreach (var tensor in weights.Tensors)
            {
                // Biases and scales as well: zeros and ones would hide an exchange.
                tensor.normal_();
            }

            weights.Save(folder.File("model.safetensors"));
            using var loaded = TransformerWeights.Load(folder.Path, a);

            Assert.Equal(type, loaded.NumberType);
            Elements.AssertSame(weights, loaded);
            Assert.Equal(weights.Hash, loaded.Hash);
        }
    }

    [Fact]
    public void Saved_heads_have_TransformerLens_names_and_shapes()
    {
        using var folder = new TemporaryFolder();
        using var weights = TransformerWeights.Random(SmallArchitectures.Llama(), 0);
        weights.Save(folder.File("model.safetensors"));

        using var file = new SafetensorsFile(folder.File("model.safetensors"));

        Assert.Equal([2, 6, 4], file.Tensors["blocks.1.attn.W_Q"].Shape);
        Assert.Equal([1, 6, 4], file.Tensors["blocks.1.attn._W_K"].Shape);
        Assert.Equal([2, 4, 6], file.Tensors["blocks.1.attn.W_O"].Shape);
        Assert.Equal([6], file.Tensors["blocks.1.ln1.w"].Shape);
    }

    [Fact]
    public void The_number_type_can_be_chosen()
    {
        using var folder = new TemporaryFolder();
        var a = SmallArchitectures.Gpt2();
        using var weights = TransformerWeights.Random(a, 0, ScalarType.Float64);
        weights.Save(folder.File("model.safetensors"));

        using var loaded = TransformerWeights.Load(folder.File("model.safetensors"), a, ScalarType.Float32);

        Assert.All(loaded.Tensors, tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
    }

    [Fact]
    public void Half_precision_files_are_computed_in_single_precision()
    {
        using var folder = new TemporaryFolder();
        var a = SmallArchitectures.Gpt2();
        using var weights = TransformerWeights.Random(a, 0, ScalarType.BFloat16);
        weights.Save(folder.File("model.safetensors"));

        using var loaded = TransformerWeights.Load(folder.Path, a);

        Assert.Equal(ScalarType.Float32, loaded.NumberType);
        using var widened = weights.W_E.to(ScalarType.Float32);
        Assert.Equal(widened.All(), loaded.W_E.All());
    }

    [Fact]
    public void The_hash_is_sha256_over_the_bytes_in_the_order_of_the_tensors()
    {
        using var weights = TransformerWeights.Random(SmallArchitectures.Gpt2(), 0);
        var bytes = weights.Tensors.SelectMany(tensor => tensor.bytes.ToArray()).ToArray();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), weights.Hash);
    }

    [Fact]
    public void Weights_outlive_the_scope_they_are_made_in()
    {
        TransformerWeights weights;
        using (NewDisposeScope())
        {
            weights = TransformerWeights.Random(SmallArchitectures.Gpt2(), 0);
        }

        var embedding = weights.W_E;
        Assert.Equal(9 * 6, embedding.All().Length);
        weights.Dispose();
        Assert.True(embedding.IsInvalid);
    }

    [Fact]
    public void A_configuration_that_agrees_is_accepted()
    {
        using var folder = WithConfig(Gpt2Config, out var a);

        TransformerWeights.Load(folder.Path, a).Dispose();
    }

    [Fact]
    public void Every_switch_that_disagrees_is_listed_with_both_values()
    {
        using var folder = WithConfig(Gpt2Config, out var a);

        var error = Assert.Throws<WeightsException>(() =>
            TransformerWeights.Load(folder.Path, a.With("NormEpsilon", 1e-6).With("Nonlinearity", Nonlinearity.Gelu))
        );

        Assert.Equal(folder.File("config.json"), error.File);
        Assert.Equal(
            "NormEpsilon: declared 1E-06, found 1E-05; Nonlinearity: declared Gelu, found GeluTanh",
            error.Found
        );
    }

    [Fact]
    public void A_configuration_of_another_family_disagrees_even_if_the_sizes_fit()
    {
        using var folder = WithConfig(Gpt2Config, out var a);

        var error = Assert.Throws<WeightsException>(() =>
            TransformerWeights.Load(folder.Path, a with { Family = Circuitry.Models.Families.GptNeoX })
        );

        Assert.Contains("Family: declared GptNeoX, found Gpt2", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void TransformerLens_names_with_their_own_configuration_serve_any_family()
    {
        using var folder = WithConfig(
            """
            {"architectures":["HookedTransformer"],"n_layers":2,"n_heads":2,"d_model":4,"d_head":2,"d_mlp":5,"n_ctx":7,"d_vocab":9,
             "act_fn":"gelu_new","normalization_type":"LN"}
            """,
            out var a
        );

        using var weights = TransformerWeights.Load(
            folder.Path,
            (a with { Family = Circuitry.Models.Families.Gpt2 }).With("TiedEmbedding", true).With("UnembedBias", false)
        );

        Assert.Equal(Circuitry.Models.Families.Gpt2, weights.Architecture.Family);
    }

    [Fact]
    public void A_TransformerLens_configuration_says_nothing_of_biases()
    {
        using var folder = new TemporaryFolder();
        var a = SmallArchitectures
            .TransformerLens(square: true)
            .With("AttentionScale", Math.Sqrt(2))
            .With("QueryKeyValueBias", false)
            .With("AttentionOutputBias", false)
            .With("MlpBias", false)
            .With("UnembedBias", false);
        using var weights = TransformerWeights.Random(a, 0);
        weights.Save(folder.File("model.safetensors"));
        File.WriteAllText(
            folder.File("config.json"),
            """
            {"n_layers":2,"n_heads":2,"d_model":4,"d_head":2,"d_mlp":4,"n_ctx":4,"d_vocab":4,"act_fn":"gelu_new"}
            """
        );

        using var loaded = TransformerWeights.Load(folder.Path, a);

        Elements.AssertSame(weights, loaded);
    }

    [Fact]
    public void The_biases_of_a_gated_MLP_are_those_that_the_configuration_means()
    {
        using var folder = WithConfig(
            """
            {"n_layers":2,"n_heads":2,"d_model":4,"d_head":2,"d_mlp":5,"n_ctx":7,"d_vocab":9,"act_fn":"silu","gated_mlp":true}
            """,
            out var a
        );

        TransformerWeights.Load(folder.Path, a).Dispose();
        var error = Assert.Throws<WeightsException>(() =>
            TransformerWeights.Load(folder.Path, a.With("GateBias", true).With("BiasAfterGate", false))
        );
        Assert.Equal("GateBias: declared True, found False; BiasAfterGate: declared False, found True", error.Found);
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_is_refused_with_the_field()
    {
        using var folder = WithConfig(Gpt2Config, out var a);
        File.WriteAllText(folder.File("config.json"), """{"architectures":["GPT2LMHeadModel"],"n_embd":"x"}""");

        var error = Assert.Throws<WeightsException>(() => TransformerWeights.Load(folder.Path, a));

        Assert.Equal("n_embd: must be a number and is the text 'x'", error.Found);
    }

    [Fact]
    public void A_folder_without_weights_says_what_it_has_instead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("pytorch_model.bin"), "");

        var error = Assert.Throws<WeightsException>(() =>
            TransformerWeights.Load(folder.Path, SmallArchitectures.Gpt2())
        );

        Assert.Equal("pytorch_model.bin", error.Found);
    }

    private static TemporaryFolder WithConfig(string config, out Architecture architecture)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), config);
        architecture = ArchitectureFile.Read(folder.File("config.json"));
        using var weights = TransformerWeights.Random(architecture, 0);
        weights.Save(folder.File("model.safetensors"));
        return folder;
    }

    private static Architecture Named(string family) =>
        family switch
        {
            "Gpt2" => SmallArchitectures.Gpt2(),
            "Llama" => SmallArchitectures.Llama(),
            "GptNeoX" => SmallArchitectures.GptNeoX(square: true),
            "Qwen2" => SmallArchitectures.Qwen2(),
            "TransformerLens" => SmallArchitectures.TransformerLens().With("OutputVocabulary", 3),
            "attention only" => SmallArchitectures
                .TransformerLens()
                .With("MlpWidth", 0)
                .With("Normalization", Normalization.None),
            "gate without bias" => SmallArchitectures.Qwen2().With("MlpBias", true),
            "bias after the gate" => SmallArchitectures.Qwen2().With("MlpBias", true).With("BiasAfterGate", true),
            _ => SmallArchitectures
                .Qwen2()
                .With("MlpBias", true)
                .With("GateBias", true)
                .With("AttentionOutputBias", true),
        };
}
