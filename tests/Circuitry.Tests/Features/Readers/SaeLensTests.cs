using System.Text.Json.Nodes;
using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class SaeLensTests : IDisposable
{
    private const string Six = """
        {"d_in":5,"d_sae":9,"dtype":"float32","device":"cpu","apply_b_dec_to_input":true,"normalize_activations":"none",
         "reshape_activations":"none","architecture":"standard",
         "metadata":{"hook_name":"blocks.0.hook_resid_post","sae_lens_version":"6.18.0","hook_head_index":null,"prepend_bos":true}}
        """;

    private const string Flat = """
        {"d_in":5,"d_sae":9,"dtype":"torch.float32","hook_point":"blocks.0.hook_resid_post","hook_point_layer":0,
         "hook_point_head_index":null,"model_name":"small","l1_coefficient":0.1}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    public static TheoryData<string> AllKinds => [.. Kinds];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void What_is_saved_is_read_back_and_computes_the_same(string kind)
    {
        foreach (var normalization in Enum.GetValues<InputNormalization>())
        {
            using var saved = Autoencoders.Random(
                kind,
                normalization,
                subtracts: normalization != InputNormalization.None
            );
            saved.SaveSaeLens(_folder.Path);
            using var read = SparseAutoencoder.LoadSaeLens(_folder.Path);
            var x = Normal(40, 7, InputWidth);
            var features = saved.Encode(x);

            Assert.Equal(kind == "batchtopk" ? "jumprelu" : kind, read.Activation.Name);
            Assert.Equal(saved.Site, read.Site);
            Assert.Equal(Values(features), Values(read.Encode(x)));
            Assert.Equal(Values(saved.Decode(features, x)), Values(read.Decode(features, x)));
            if (kind != "batchtopk")
            {
                Assert.Equal(saved.Hash, read.Hash);
            }
        }
    }

    [Fact]
    public void What_is_saved_names_its_version_without_which_SAELens_does_not_read_the_hook()
    {
        using var saved = Autoencoders.Random("topk");
        saved.SaveSaeLens(_folder.Path);

        var metadata = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "cfg.json")))!["metadata"]!;

        Assert.Equal("6.0.0", (string?)metadata["sae_lens_version"]);
        Assert.Equal(saved.Site.Name, (string?)metadata["hook_name"]);
    }

    [Fact]
    public void Half_precision_files_are_computed_in_single_precision_unless_asked_otherwise()
    {
        using var saved = Autoencoders.Random("jumprelu");
        saved.SaveSaeLens(_folder.Path, ScalarType.Float16);

        using var single = SparseAutoencoder.LoadSaeLens(_folder.Path);
        using var twice = SparseAutoencoder.LoadSaeLens(_folder.Path, numberType: ScalarType.Float64);

        Assert.Equal(ScalarType.Float32, single.NumberType);
        Assert.Equal(ScalarType.Float64, twice.NumberType);
        Assert.Equal(Values(saved.W_enc.to(float16)), Values(twice.W_enc));
    }

    [Fact]
    public void A_file_of_version_6_is_read_as_its_formula_says()
    {
        using var read = Read(Six);
        var x = Normal(41, 4, InputWidth);
        var (encoder, bias, decoder, centre) = Tensors();
        var expected = x.sub(centre).mm(encoder).add(bias, Scalars.One).relu();

        Same(expected, read.Encode(x));
        Same(expected.mm(decoder).add(centre, Scalars.One), read.Decode(expected, x));
    }

    [Fact]
    public void Heads_side_by_side_are_those_of_hook_z()
    {
        using var read = Read(With(Six, "reshape_activations", "hook_z", ("hook_name", "blocks.2.attn.hook_z")));
        using var flat = Read(With(With(Flat, "hook_point", "blocks.2.attn.hook_z"), "hook_point_layer", 2));

        Assert.Equal(new FeatureSite(HookSite.MixedValue, 2), read.Site);
        Assert.Equal(read.Site, flat.Site);
        Refused("heads lie side by side at hook_z and nowhere else", With(Six, "reshape_activations", "hook_z"));
        Refused("heads lie side by side", With(Six, "device", "cpu", ("hook_name", "blocks.2.attn.hook_z")));
    }

    [Fact]
    public void Flat_files_subtract_b_dec_and_are_standard_unless_they_say_otherwise()
    {
        using var read = Read(Flat);
        using var without = Read(With(Flat, "apply_b_dec_to_input", false));

        Assert.True(read.SubtractsDecoderBias);
        Assert.False(without.SubtractsDecoderBias);
        Assert.Equal("relu", read.Activation.Name);
        Assert.Equal(FeatureSite.Residual(0), read.Site);
    }

    [Fact]
    public void Flat_top_k_has_its_k_among_the_arguments_of_its_activation()
    {
        var cfg = With(Flat, "activation_fn_str", "topk");
        using var read = Read(With(cfg, "activation_fn_kwargs", new JsonObject { ["k"] = 2 }));
        var features = Values(read.Encode(Normal(42, 1, InputWidth)));

        Assert.Equal(2, features.Count(feature => feature > 0));
        Refused("'k'", cfg);
    }

    [Theory]
    [InlineData("layer_norm", InputNormalization.LayerNorm)]
    [InlineData("constant_norm_rescale", InputNormalization.ConstantNormRescale)]
    [InlineData(false, InputNormalization.None)]
    [InlineData(null, InputNormalization.None)]
    public void The_norm_of_activations_is_read(object? written, InputNormalization expected)
    {
        using var read = Read(With(Flat, "normalize_activations", written is bool flag ? flag : (string?)written));

        Assert.Equal(expected, read.Normalization);
    }

    [Fact]
    public void The_factor_of_average_norms_is_folded_into_the_weights()
    {
        const double c = 0.3;
        var x = Normal(43, 4, InputWidth);
        var (encoder, bias, decoder, centre) = Tensors();
        var expected = Ops.Scale(x, c).sub(centre).mm(encoder).add(bias, Scalars.One).relu();
        foreach (
            var (cfg, factor) in new (string, double?)[]
            {
                (With(Six, "normalize_activations", "expected_average_only_in"), c),
                (With(Flat, "normalize_activations", true), c),
                (With(With(Six, "normalize_activations", "expected_average_only_in"), "norm_scaling_factor", c), null),
            }
        )
        {
            using var read = Read(cfg, factor);

            Same(expected, read.Encode(x));
            Same(Ops.Divide(expected.mm(decoder).add(centre, Scalars.One), c), read.Decode(expected, x));
        }

        Refused("give norm_scaling_factor", With(Six, "normalize_activations", "expected_average_only_in"));
    }

    [Fact]
    public void Top_k_may_compare_features_by_what_they_add()
    {
        var cfg = With(With(With(Six, "architecture", "topk"), "k", 3), "rescale_acts_by_decoder_norm", true);
        using var read = Read(cfg);
        var x = Normal(44, 6, InputWidth);
        var (encoder, bias, decoder, centre) = Tensors();
        var lengths = Ops.Sum(Ops.Square(decoder), 1).sqrt();
        var pre = x.sub(centre).mm(encoder).add(bias, Scalars.One).mul(lengths);
        var (values, places) = pre.topk(3, 1);
        var features = zeros_like(pre).scatter(1, places, values.relu());

        Same(features, read.Encode(x));
        Same(features.div(lengths).mm(decoder).add(centre, Scalars.One), read.Decode(features, x));
    }

    [Fact]
    public void A_scaling_factor_of_ones_is_left_out_and_any_other_refused()
    {
        using var read = Read(Flat, extra: ("scaling_factor", ones(Width, dtype: float64)));

        RefusedTensor("scaling_factor", Flat, ("scaling_factor", Normal(45, Width)));
    }

    [Theory]
    [InlineData("architecture", "transcoder", "a transcoder takes no activation apart")]
    [InlineData("architecture", "skip_transcoder", "a transcoder takes no activation apart")]
    [InlineData("architecture", "temporal", "one of standard, gated, jumprelu, topk")]
    [InlineData("d_out", "5", "'d_out', so that it is a transcoder")]
    [InlineData("normalize_activations", "sometimes", "one of none, expected_average_only_in")]
    [InlineData("reshape_activations", "sideways", "none or hook_z")]
    [InlineData("surprise", "yes", "the field 'surprise' is not known")]
    [InlineData("d_sae", "nine", "field 'd_sae': expected a positive whole number")]
    public void What_is_not_understood_is_refused(string field, string value, string words) =>
        Refused(words, With(Six, field, value));

    [Fact]
    public void Places_and_heads_that_are_not_understood_are_refused()
    {
        Refused(
            "is no site that can have a dictionary",
            With(Six, "k", 1, ("hook_name", "blocks.0.ln2.hook_normalized"))
        );
        Refused("one head alone", With(Six, "k", 1, ("hook_head_index", 3)));
        Refused("it is a transcoder", With(Six, "k", 1, ("hook_name_out", "blocks.0.hook_mlp_out")));
        Refused("expected the field 'hook_name'", With(Six, "k", 1, ("hook_name", null)));
        Refused("'activation_fn_str': expected relu or topk", With(Flat, "activation_fn_str", "tanh-relu"));
        Write(Six);
        Refusals.Expect<DictionaryException>(
            "cfg.json",
            "expected a dictionary of blocks.1.hook_resid_post, found one of blocks.0.hook_resid_post",
            () => SparseAutoencoder.LoadSaeLens(_folder.Path, FeatureSite.Residual(1))
        );
    }

    [Fact]
    public void Tensors_that_do_not_fit_the_configuration_are_refused_by_name()
    {
        RefusedTensor("W_skip", Six, ("W_skip", Normal(46, 5, 5)));
        RefusedTensor("log_threshold", Six, ("log_threshold", Normal(46, 9)));
        RefusedTensor("b_gate", With(Six, "architecture", "gated"), leaveOut: "b_enc");
        RefusedTensor("b_dec", Six, leaveOut: "b_dec");
        RefusedTensor("W_enc", With(Six, "d_sae", 8));
        RefusedTensor("b_dec", Six, ("b_dec", Ops.Divide(zeros(5, dtype: float64), 0)));
    }

    [Fact]
    public void Missing_and_damaged_files_are_named()
    {
        Refusals.Expect<DictionaryException>(
            "cfg.json",
            "no such file",
            () => SparseAutoencoder.LoadSaeLens(_folder.Path)
        );
        Write(Six);
        File.WriteAllText(_folder.File("cfg.json"), "{");
        Refusals.Expect<DictionaryException>("cfg.json", "JSON", () => SparseAutoencoder.LoadSaeLens(_folder.Path));
        Write(Six);
        var bytes = File.ReadAllBytes(_folder.File("sae_weights.safetensors"));
        File.WriteAllBytes(_folder.File("sae_weights.safetensors"), bytes[..^8]);
        Refusals.Expect<WeightsException>(
            "sae_weights.safetensors",
            "",
            () => SparseAutoencoder.LoadSaeLens(_folder.Path)
        );
    }

    private static (Tensor Encoder, Tensor Bias, Tensor Decoder, Tensor Centre) Tensors() =>
        (Normal(1, InputWidth, Width), Normal(2, Width), Normal(3, Width, InputWidth), Normal(4, InputWidth));

    private static void Same(Tensor expected, Tensor actual) =>
        SparseAutoencoderTests.Expect(Values(expected), Values(actual), 1e-12);

    private static string With(
        string json,
        string field,
        JsonNode? value,
        params (string Name, JsonNode? Value)[] metadata
    )
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node[field] = value;
        foreach (var (name, about) in metadata)
        {
            node["metadata"]![name] = about;
        }

        return node.ToJsonString();
    }

    private SparseAutoencoder Read(string cfg, double? factor = null, (string, Tensor)? extra = null)
    {
        Write(cfg, extra);
        return SparseAutoencoder.LoadSaeLens(_folder.Path, normScalingFactor: factor);
    }

    private void Write(string cfg, (string Name, Tensor)? extra = null, string? leaveOut = null)
    {
        var (encoder, bias, decoder, centre) = Tensors();
        var tensors = new[] { ("W_enc", encoder), ("b_enc", bias), ("W_dec", decoder), ("b_dec", centre) };
        File.WriteAllText(_folder.File("cfg.json"), cfg);
        SafetensorsWriter.Write(
            _folder.File("sae_weights.safetensors"),
            [
                .. tensors.Where(pair => pair.Item1 != leaveOut && pair.Item1 != extra?.Name),
                .. extra is { } more ? new[] { more } : [],
            ]
        );
    }

    private void Refused(string words, string cfg) =>
        Refusals.Expect<DictionaryException>("cfg.json", words, () => Read(cfg));

    private void RefusedTensor(string tensor, string cfg, (string, Tensor)? extra = null, string? leaveOut = null)
    {
        Write(cfg, extra, leaveOut);
        Refusals.Expect<WeightsException>(
            "sae_weights.safetensors",
            $"'{tensor}'",
            () => SparseAutoencoder.LoadSaeLens(_folder.Path)
        );
    }
}
