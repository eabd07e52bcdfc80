using System.Text.Json.Nodes;
using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Which class of SAELens reads which field: of each pair, what the field does, or that it does nothing.</summary>
public sealed class SaeLensFieldTests : IDisposable
{
    private const int K = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_of_some_classes_is_tested_with_every_class() =>
        Assert.Equal(
            SaeLensFields.OfClasses.Keys.SelectMany(field => SaeLensFields.Architectures.Select(name => (field, name))),
            Pairs
                .Select(pair => ((string)pair[1], (string)pair[0]))
                .Order()
                .OrderBy(pair => pair.Item1)
                .ThenBy(pair => SaeLensFields.Architectures.ToList().IndexOf(pair.Item2))
        );

    public static IEnumerable<object[]> Pairs =>
        [
            ["standard", "k", "[]"],
            ["gated", "k", "true"],
            ["jumprelu", "k", "3"],
            ["topk", "k", "3"],
            ["standard", "rescale_acts_by_decoder_norm", "true"],
            ["gated", "rescale_acts_by_decoder_norm", "true"],
            ["jumprelu", "rescale_acts_by_decoder_norm", "true"],
            ["topk", "rescale_acts_by_decoder_norm", "true"],
        ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_field_of_one_class_changes_that_class_and_no_other(string architecture, string field, string value)
    {
        foreach (var flat in new[] { false, true })
        {
            using var without = Read(architecture, flat);
            using var with = Read(architecture, flat, (field, JsonNode.Parse(value)));

            Assert.Equal(architecture == "topk", without.Hash != with.Hash);
            using var scope = NewDisposeScope();
            var x = Normal(60, 6, InputWidth);
            var (features, reconstruction) = Formula(
                architecture,
                x,
                field == "k" ? 3 : K,
                field == "rescale_acts_by_decoder_norm"
            );
            SparseAutoencoderTests.Expect(Values(features), Values(with.Encode(x)), 1e-12);
            SparseAutoencoderTests.Expect(Values(reconstruction), Values(with.Decode(with.Encode(x), x)), 1e-12);
        }
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("gated")]
    [InlineData("jumprelu")]
    [InlineData("topk")]
    public void Every_other_field_that_computes_changes_every_class(string architecture)
    {
        foreach (var flat in new[] { false, true })
        {
            using var plain = Read(architecture, flat);
            foreach (
                var change in new (string, JsonNode?)[][]
                {
                    [("apply_b_dec_to_input", false)],
                    [("normalize_activations", "layer_norm")],
                    [("normalize_activations", "constant_norm_rescale")],
                    [("normalize_activations", "expected_average_only_in"), ("norm_scaling_factor", 2.5)],
                }
            )
            {
                using var changed = Read(architecture, flat, change);
                Assert.NotEqual(plain.Hash, changed.Hash);
            }

            Assert.Throws<DictionaryException>(() => Read(architecture, flat, ("reshape_activations", "hook_z")));
            Assert.Throws<WeightsException>(() => Read(architecture, flat, ("d_in", InputWidth + 1)));
            Assert.Throws<WeightsException>(() => Read(architecture, flat, ("d_sae", Width + 1)));
        }
    }

    [Fact]
    public void The_other_classes_tensors_are_refused_whatever_the_fields_say()
    {
        foreach (var architecture in SaeLensFields.Architectures)
        {
            foreach (
                var other in SaeLensFields.Architectures.Where(other =>
                    TensorsOf(other).Length != TensorsOf(architecture).Length
                )
            )
            {
                Write(architecture, flat: false);
                SafetensorsWriter.Write(_folder.File("sae_weights.safetensors"), TensorsOf(other));
                Assert.Throws<WeightsException>(() => SparseAutoencoder.LoadSaeLens(_folder.Path));
            }
        }
    }

    [Fact]
    public void Top_k_without_k_is_refused_and_not_given_the_librarys_default()
    {
        foreach (var flat in new[] { false, true })
        {
            Refused("field 'k': expected it to be given for topk", "topk", flat, ("k", null));
        }
    }

    [Theory]
    [InlineData("activation_fn_str", "topk", "the field 'activation_fn_str' is not known")]
    [InlineData("activation_fn_kwargs", "{\"k\": 3}", "the field 'activation_fn_kwargs' is not known")]
    [InlineData("finetuning_scaling_factor", "true", "the field 'finetuning_scaling_factor' is not known")]
    [InlineData("use_error_term", "true", "the field 'use_error_term' is not known")]
    public void Fields_of_before_version_6_are_refused_in_its_files(string field, string value, string words) =>
        Refused(words, "standard", flat: false, (field, value.StartsWith('{') ? JsonNode.Parse(value) : value));

    [Fact]
    public void Fields_that_only_say_how_training_went_are_passed_over_in_every_version()
    {
        foreach (var flat in new[] { false, true })
        {
            using var plain = Read("standard", flat);
            using var more = Read(
                "standard",
                flat,
                ("l1_coefficient", 5),
                ("model_name", "\uD83D\uDE00"),
                ("context_size", 128),
                ("dtype", "float32"),
                ("device", "cuda")
            );
            Assert.Equal(plain.Hash, more.Hash);
        }
    }

    [Fact]
    public void A_configuration_of_version_6_says_its_class_itself() =>
        Refused("field 'architecture': expected it to be given", "standard", flat: false, ("architecture", null));

    [Fact]
    public void The_layout_and_the_version_that_a_file_says_must_agree()
    {
        Refused("it has no metadata", "standard", flat: true, ("sae_lens_version", "6.2.0"));
        Refused("since version 6 only", "standard", flat: false, ("sae_lens_version", "5.9.1"));
        using var six = Read("standard", flat: false, ("sae_lens_version", "6.18.0"));
        using var five = Read("standard", flat: true, ("sae_lens_version", "5.9.1"));
        Assert.Equal(six.Hash, five.Hash);
        Refused("is 'dev', which is no version", "standard", flat: true, ("sae_lens_version", "dev"));
    }

    private SparseAutoencoder Read(string architecture, bool flat, params (string, JsonNode?)[] changes)
    {
        Write(architecture, flat, changes);
        SafetensorsWriter.Write(_folder.File("sae_weights.safetensors"), TensorsOf(architecture));
        return SparseAutoencoder.LoadSaeLens(_folder.Path);
    }

    private void Refused(string words, string architecture, bool flat, params (string, JsonNode?)[] changes) =>
        Refusals.Expect<DictionaryException>("cfg.json", words, () => Read(architecture, flat, changes));

    private void Write(string architecture, bool flat, params (string Name, JsonNode? Value)[] changes)
    {
        var cfg = new JsonObject
        {
            ["d_in"] = InputWidth,
            ["d_sae"] = Width,
            ["architecture"] = architecture,
            ["k"] = architecture == "topk" ? K : null,
            ["apply_b_dec_to_input"] = true,
        };
        if (flat)
        {
            cfg["hook_name"] = Site.Name;
        }
        else
        {
            cfg["metadata"] = new JsonObject { ["hook_name"] = Site.Name };
        }

        foreach (var (name, value) in changes)
        {
            cfg[name] = value?.DeepClone();
        }

        File.WriteAllText(_folder.File("cfg.json"), cfg.ToJsonString());
    }

    private static (string Name, Tensor Tensor)[] TensorsOf(string architecture)
    {
        (string, Tensor)[] shared =
        [
            ("W_enc", Normal(1, InputWidth, Width)),
            ("W_dec", Normal(3, Width, InputWidth)),
            ("b_dec", Normal(4, InputWidth)),
        ];
        return architecture switch
        {
            "gated" =>
            [
                .. shared,
                ("b_gate", Normal(5, Width)),
                ("r_mag", Normal(6, Width)),
                ("b_mag", Normal(7, Width)),
            ],
            "jumprelu" => [.. shared, ("b_enc", Normal(2, Width)), ("threshold", Normal(8, Width).abs())],
            _ => [.. shared, ("b_enc", Normal(2, Width))],
        };
    }

    /// <summary>What SAELens's classes compute.</summary>
    private static (Tensor Features, Tensor Reconstruction) Formula(string architecture, Tensor x, int k, bool rescales)
    {
        var u = x.sub(Normal(4, InputWidth)).mm(Normal(1, InputWidth, Width));
        var pre = Ops.Add(u, Normal(2, Width));
        var decoder = Normal(3, Width, InputWidth);
        var features = architecture switch
        {
            "gated" => Ops.Add(u.mul(Normal(6, Width).exp()), Normal(7, Width))
                .relu()
                .mul(Ops.Add(u, Normal(5, Width)).gt(Scalars.Zero).to(float64)),
            "jumprelu" => pre.relu().mul(pre.gt(Normal(8, Width).abs()).to(float64)),
            "topk" => Largest(rescales ? pre.mul(Lengths(decoder)) : pre, k),
            _ => pre.relu(),
        };
        var decoded = architecture == "topk" && rescales ? features.div(Lengths(decoder)) : features;
        return (features, Ops.Add(decoded.mm(decoder), Normal(4, InputWidth)));
    }

    private static Tensor Lengths(Tensor decoder) => Ops.Sum(Ops.Square(decoder), 1).sqrt();

    private static Tensor Largest(Tensor pre, int k)
    {
        var (values, places) = pre.topk(k, 1);
        return zeros_like(pre).scatter(1, places, values.relu());
    }
}
