using System.Text.Json.Nodes;
using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>What two places say of one dictionary must be one thing: if it is not, both values are told and nothing is read.</summary>
public sealed class SaidTwiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        """{"k": 3, "activation_fn_str": "topk", "activation_fn_kwargs": {"k": 2}}""",
        "'k' is 3",
        "'activation_fn_kwargs.k' is 2"
    )]
    [InlineData(
        """{"activation_fn_str": "topk", "activation_fn": "relu", "k": 3}""",
        "'activation_fn_str' is \"topk\"",
        "'activation_fn' is \"relu\""
    )]
    [InlineData(
        """{"hook_name": "hook_embed"}""",
        "'hook_point' is \"blocks.0.hook_resid_post\"",
        "'hook_name' is \"hook_embed\""
    )]
    [InlineData("""{"hook_point_layer": 3}""", "'hook_layer' is 3", "blocks.0.hook_resid_post")]
    [InlineData("""{"hook_layer": 3}""", "'hook_layer' is 3", "blocks.0.hook_resid_post")]
    [InlineData("""{"hook_layer": 0, "hook_point_layer": 1}""", "'hook_point_layer' is 1", "'hook_layer' is 0")]
    [InlineData("""{"norm_scaling_factor": 2}""", "norm_scaling_factor of 2", "'normalize_activations' is missing")]
    [InlineData(
        """{"norm_scaling_factor": 2, "normalize_activations": false}""",
        "norm_scaling_factor of 2",
        "is false"
    )]
    [InlineData(
        """{"norm_scaling_factor": 2, "normalize_activations": "layer_norm"}""",
        "norm_scaling_factor of 2",
        "layer_norm"
    )]
    [InlineData(
        """{"activation_fn_str": "topk", "activation_fn_kwargs": {"k": 2, "postact_fn": "identity"}}""",
        "the field 'postact_fn' is not known",
        "cfg.json"
    )]
    [InlineData("""{"dtype": "torch.bfloat16"}""", "'dtype' is BFloat16", "stored as Float64")]
    [InlineData(
        """{"dtype": "int8"}""",
        "field 'dtype': expected one of float64, float32, float16, bfloat16",
        "\"int8\""
    )]
    public void Flat_configurations_of_SAELens_that_contradict_themselves_are_refused_with_both_values(
        string changes,
        string first,
        string second
    )
    {
        WriteSaeLens(Flat(), changes);
        Told(first, second, () => SparseAutoencoder.LoadSaeLens(_folder.Path));
    }

    [Theory]
    [InlineData(
        """{"hook_name": "hook_embed"}""",
        "'hook_name' is \"hook_embed\"",
        "'metadata.hook_name' is \"blocks.0.hook_resid_post\""
    )]
    [InlineData(
        """{"metadata": {"hook_name": "blocks.0.hook_resid_post", "hook_layer": 1}}""",
        "'hook_layer' is 1",
        "blocks.0.hook_resid_post"
    )]
    [InlineData(
        """{"metadata": {"hook_name": "blocks.0.hook_resid_post", "d_in": 7}}""",
        "'d_in' is 5",
        "'metadata.d_in' is 7"
    )]
    [InlineData(
        """{"metadata": {"hook_name": "blocks.0.hook_resid_post", "k": 7}}""",
        "its metadata has 'k'",
        "outside the metadata"
    )]
    [InlineData(
        """{"metadata": {"hook_name": "blocks.0.hook_resid_post", "sae_lens_version": "6.1.0"}, "sae_lens_version": "6.2.0"}""",
        "\"6.2.0\"",
        "\"6.1.0\""
    )]
    [InlineData(
        """{"metadata": {}, "hook_name": "blocks.0.hook_resid_post"}""",
        "'hook_name' outside the metadata",
        "cfg.json"
    )]
    public void Configurations_of_version_6_that_contradict_themselves_are_refused_with_both_values(
        string changes,
        string first,
        string second
    )
    {
        WriteSaeLens(Six(), changes);
        Told(first, second, () => SparseAutoencoder.LoadSaeLens(_folder.Path));
    }

    [Fact]
    public void A_block_of_SAELens_is_the_places_own_and_no_neighbours()
    {
        WriteSaeLens(Flat(), """{"hook_point": "blocks.3.hook_resid_pre", "hook_point_layer": 2}""");
        Told("'hook_layer' is 2", "blocks.3.hook_resid_pre", () => SparseAutoencoder.LoadSaeLens(_folder.Path));
        foreach (var (hook, layer) in new[] { ("blocks.3.hook_resid_pre", 3), ("hook_embed", 0), ("hook_embed", -1) })
        {
            WriteSaeLens(Flat(), $$"""{"hook_point": "{{hook}}", "hook_point_layer": {{layer}}}""");
            using var read = SparseAutoencoder.LoadSaeLens(_folder.Path);
            Assert.Equal(hook, read.Site.Name);
        }
    }

    [Fact]
    public void What_is_said_twice_and_alike_is_read()
    {
        WriteSaeLens(
            Flat(),
            """
            {"hook_name": "blocks.0.hook_resid_post", "hook_layer": 0, "hook_point_layer": 0, "k": 2, "d_in": 5.0, "activation_fn": "topk",
             "activation_fn_str": "topk", "activation_fn_kwargs": {"k": 2}, "dtype": "float64"}
            """
        );
        using (var flat = SparseAutoencoder.LoadSaeLens(_folder.Path, Site))
        {
            Assert.Equal("topk 2", flat.Activation.Settings);
        }

        WriteSaeLens(
            Six(),
            """
            {"hook_name": "blocks.0.hook_resid_post", "sae_lens_version": "6.2.0", "norm_scaling_factor": 2,
             "normalize_activations": "expected_average_only_in",
             "metadata": {"hook_name": "blocks.0.hook_resid_post", "hook_layer": 0, "sae_lens_version": "6.2.0", "d_in": 5}}
            """
        );
        using var six = SparseAutoencoder.LoadSaeLens(_folder.Path, Site, normScalingFactor: 2);
        using var doubled = Ops.Scale(Normal(1, InputWidth, Width), 2);
        Assert.Equal(Values(doubled), Values(six.W_enc));
    }

    [Fact]
    public void A_factor_that_is_given_must_be_the_files_and_must_be_used()
    {
        WriteSaeLens(Six(), """{"norm_scaling_factor": 2, "normalize_activations": "expected_average_only_in"}""");
        Told("'norm_scaling_factor' is 2", "3 was given", () => SparseAutoencoder.LoadSaeLens(_folder.Path, null, 3));
        WriteSaeLens(Six(), """{"normalize_activations": "none"}""");
        Told("norm_scaling_factor of 3", "\"none\"", () => SparseAutoencoder.LoadSaeLens(_folder.Path, null, 3));
        WriteSaeLens(Six(), """{"normalize_activations": "expected_average_only_in"}""");
        foreach (var senseless in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Told(
                "give a positive number",
                "norm_scaling_factor",
                () => SparseAutoencoder.LoadSaeLens(_folder.Path, null, senseless)
            );
        }
    }

    [Fact]
    public void Half_precision_that_a_configuration_says_of_wider_tensors_is_asked_about_once()
    {
        WriteSaeLens(Six(), """{"dtype": "float16"}""");
        using var told = SparseAutoencoder.LoadSaeLens(_folder.Path, numberType: ScalarType.Float64);
        using var encoder = Normal(1, InputWidth, Width);
        Assert.Equal(Values(encoder), Values(told.W_enc));
        Told("'dtype' is Float16", "stored as Float64", () => SparseAutoencoder.LoadSaeLens(_folder.Path));
    }

    [Theory]
    [InlineData("""{"k": 4}""", "trainer.k is 4", "tensor 'k' of", "is 3")]
    [InlineData("""{"activation_dim": 6}""", "trainer.activation_dim is 6", "activations' width", "is 5")]
    [InlineData("""{"dict_size": 10}""", "trainer.dict_size is 10", "number of features", "is 9")]
    [InlineData("""{"layer": 1}""", "trainer.layer is 1", "blocks.0.hook_resid_post", "")]
    [InlineData(
        """{"submodule_name": "resid_post_layer_4"}""",
        "'resid_post_layer_4' says resid of block 4",
        "blocks.0.hook_resid_post",
        ""
    )]
    [InlineData(
        """{"submodule_name": "attn_out_layer0"}""",
        "'attn_out_layer0' says attn of block 0",
        "blocks.0.hook_resid_post",
        ""
    )]
    [InlineData(
        """{"apply_b_dec_to_input": false}""",
        "trainer.apply_b_dec_to_input is false",
        "as if it were true",
        ""
    )]
    [InlineData("""{"activation_dim": "five"}""", "field 'activation_dim': expected a number", "\"five\"", "")]
    [InlineData("""{"k": "three"}""", "field 'k'", "\"three\"", "")]
    public void Configurations_of_dictionary_learning_that_contradict_the_tensors_are_refused_with_both_values(
        string changes,
        string first,
        string second,
        string third
    )
    {
        WriteDictionaryLearning(changes);
        Told(first, second, ReadDictionaryLearning);
        Told(first, third, ReadDictionaryLearning);
    }

    [Fact]
    public void The_width_that_a_buffer_was_made_for_is_the_dictionarys()
    {
        WriteDictionaryLearning("{}", """{"d_submodule": 8}""");
        Told("buffer.d_submodule is 8", "is 5", ReadDictionaryLearning);
    }

    [Fact]
    public void A_configuration_that_agrees_is_read_with_whatever_else_it_records()
    {
        WriteDictionaryLearning(
            """
            {"k": 3, "activation_dim": 5, "dict_size": 9, "layer": 0, "submodule_name": "resid_post_layer_0", "lm_name": "small",
             "apply_b_dec_to_input": true, "auxk_alpha": 0.03125, "wandb_name": "\ud83d", "seed": null}
            """,
            """{"d_submodule": 5, "ctx_len": 128, "io": "out"}"""
        );
        using var read = (SparseAutoencoder)ReadDictionaryLearning();
        Assert.Equal("topk 3", read.Activation.Settings);

        // The stream in front of a block is the one behind the block before it.
        WriteDictionaryLearning("""{"layer": 2, "submodule_name": "resid_post_layer_2"}""");
        var next = new FeatureSite(HookSite.ResidualPre, 3);
        using var same = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, next);
        Assert.Equal(next, same.Site);
        WriteDictionaryLearning("""{"layer": 0, "submodule_name": "embed"}""");
        using var embedding = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, FeatureSite.Embedding);
        Assert.Equal(FeatureSite.Embedding, embedding.Site);
    }

    [Fact]
    public void Two_files_of_weights_in_one_folder_are_not_chosen_between()
    {
        WriteDictionaryLearning("{}");
        TorchFiles.Write(_folder.File("ae.pt"), TopKTensors());
        Told("found ae.safetensors and ae.pt", "give the path of the file", ReadDictionaryLearning);
        using var chosen = SparseAutoencoder.LoadDictionaryLearning(_folder.File("ae.pt"), Site);
        Assert.Equal("topk 3", chosen.Activation.Settings);
    }

    [Theory]
    [InlineData("layer_1", "says a place of block 1")]
    [InlineData("layer_1/average_l0_71", "says a place of block 1")]
    [InlineData("resid_post_layer_1", "says resid of block 1")]
    [InlineData("resid_post_layer_1_trainer_3", "says resid of block 1")]
    [InlineData("attn_out_layer0", "says attn of block 0")]
    [InlineData("resid_pre_layer_0", "says resid_pre of block 0")]
    [InlineData("embed", "says the embedding")]
    [InlineData("embedding", "says the embedding")]
    [InlineData("mlp_0", "says mlp of block 0")]
    [InlineData("resid_1", "says resid of block 1")]
    [InlineData("width_1k", "says another width than the 9 features")]
    [InlineData("layer_0/width_16k/average_l0_10", "says another width than the 9 features")]
    public void Folders_that_say_another_place_or_width_are_refused(string name, string words)
    {
        foreach (var load in InFolder(name))
        {
            Told(words, name.Split('/')[0], load);
        }
    }

    [Theory]
    [InlineData("layer_0")]
    [InlineData("resid_0")]
    [InlineData("layer_7/layer_0/average_l0_71")]
    [InlineData("resid_post_layer_0")]
    [InlineData("resid_out_layer0/10_9")]
    [InlineData("resid_pre_layer_1")]
    [InlineData("my_layer_7")]
    [InlineData("layers_7")]
    [InlineData("layer_7/a/b/c/d")]
    public void Folders_that_say_nothing_else_are_read(string name)
    {
        foreach (var load in InFolder(name))
        {
            using var read = load();
        }
    }

    private IEnumerable<Func<IDisposable>> InFolder(string name)
    {
        var folder = _folder.File(name);
        Directory.CreateDirectory(folder);
        using var random = Autoencoders.Random("jumprelu");
        NumpyFiles.Write(Path.Combine(folder, "params.npz"), random.Tensors.Select(pair => (pair.Name, pair.Tensor)));
        TorchFiles.Write(Path.Combine(folder, "ae.pt"), [.. random.Tensors]);
        random.SaveSaeLens(folder);
        yield return () => SparseAutoencoder.LoadGemmaScope(folder, Site);
        yield return () => SparseAutoencoder.LoadGemmaScope(Path.Combine(folder, "params.npz"), Site);
        yield return () => SparseAutoencoder.LoadDictionaryLearning(folder, Site);
        yield return () => SparseAutoencoder.LoadSaeLens(folder);
        yield return () => SparseAutoencoder.LoadSaeLens(folder + "/");
    }

    private static JsonObject Flat() =>
        new()
        {
            ["d_in"] = InputWidth,
            ["d_sae"] = Width,
            ["hook_point"] = Site.Name,
        };

    private static JsonObject Six() =>
        new()
        {
            ["d_in"] = InputWidth,
            ["d_sae"] = Width,
            ["architecture"] = "standard",
            ["metadata"] = new JsonObject { ["hook_name"] = Site.Name },
        };

    private void WriteSaeLens(JsonObject cfg, string changes)
    {
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            cfg[name] = value?.DeepClone();
        }

        File.WriteAllText(_folder.File("cfg.json"), cfg.ToJsonString());
        SafetensorsWriter.Write(
            _folder.File("sae_weights.safetensors"),
            [
                ("W_enc", Normal(1, InputWidth, Width)),
                ("b_enc", Normal(2, Width)),
                ("W_dec", Normal(3, Width, InputWidth)),
                ("b_dec", Normal(4, InputWidth)),
            ]
        );
    }

    private void WriteDictionaryLearning(string trainer, string buffer = "{}")
    {
        // By text: a half of a surrogate pair cannot be written otherwise.
        var rest = trainer.Trim()[1..];
        var comma = rest.TrimStart().StartsWith('}') ? "" : ",";
        File.WriteAllText(
            _folder.File("config.json"),
            $$"""{"trainer": {"dict_class": "AutoEncoderTopK"{{comma}}{{rest}}, "buffer": {{buffer}}}"""
        );
        SafetensorsWriter.Write(_folder.File("ae.safetensors"), TopKTensors());
    }

    private static (string, Tensor)[] TopKTensors() =>
        [
            ("encoder.weight", Normal(1, Width, InputWidth)),
            ("encoder.bias", Normal(2, Width)),
            ("decoder.weight", Normal(3, InputWidth, Width)),
            ("b_dec", Normal(4, InputWidth)),
            ("k", tensor(3, int32)),
        ];

    private IDisposable ReadDictionaryLearning() => SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site);

    private static void Told(string first, string second, Func<IDisposable> read) =>
        Refusals.Expect<DictionaryException>(first, second, read);
}
