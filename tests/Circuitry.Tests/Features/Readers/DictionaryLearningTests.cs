using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Every class of dictionary_learning, in both files, against its formula as that library has it.</summary>
public sealed class DictionaryLearningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static Tensor Encoder => Normal(1, Width, InputWidth);
    private static Tensor EncoderBias => Normal(2, Width);
    private static Tensor Decoder => Normal(3, InputWidth, Width);
    private static Tensor Centre => Normal(4, InputWidth);
    private static Tensor Third => Normal(5, Width);
    private static Tensor Fourth => Normal(6, Width);
    private static Tensor Fifth => Normal(7, Width);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> Classes
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (
                var name in new[]
                {
                    "AutoEncoder",
                    "AutoEncoderNew",
                    "GatedAutoEncoder",
                    "AutoEncoderTopK",
                    "BatchTopKSAE",
                    "MatryoshkaBatchTopKSAE",
                    "JumpReluAutoEncoder",
                }
            )
            {
                all.Add(name, true);
                all.Add(name, false);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Each_class_is_read_as_its_formula_says(string name, bool pickled)
    {
        using var scope = NewDisposeScope();
        Write(TensorsOf(name), pickled, $$$"""{"trainer":{"dict_class":"{{{name}}}"},"buffer":{}}""");
        using var read = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site);
        var x = Normal(50, 8, InputWidth);
        var (features, reconstruction) = Formula(name, x);

        SparseAutoencoderTests.Expect(Values(features), Values(read.Encode(x)), 1e-12);
        SparseAutoencoderTests.Expect(Values(reconstruction), Values(read.Decode(features, x)), 1e-12);
        Assert.Contains(Values(features), value => value > 0);
        Assert.Contains(Values(features), value => value == 0);
    }

    [Fact]
    public void Relu_features_take_over_the_lengths_of_their_directions()
    {
        Write(TensorsOf("AutoEncoder"), true, null);
        using var read = SparseAutoencoder.LoadDictionaryLearning(_folder.File("ae.pt"), Site);
        using var lengths = Ops.Sum(Ops.Square(read.W_dec), 1);

        Assert.All(Values(lengths), length => Assert.Equal(1, length, 1e-12));
    }

    [Theory]
    [InlineData("AutoEncoder")]
    [InlineData("AutoEncoderNew")]
    [InlineData("GatedAutoEncoder")]
    [InlineData("MatryoshkaBatchTopKSAE")]
    [InlineData("JumpReluAutoEncoder")]
    public void Without_a_configuration_the_tensors_tell_the_class(string name)
    {
        Write(TensorsOf(name), false, null);
        using var read = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site);
        using var x = Normal(50, 8, InputWidth);
        using var features = read.Encode(x);

        SparseAutoencoderTests.Expect(Values(Formula(name, x).Features), Values(features), 1e-12);
    }

    [Fact]
    public void Top_k_and_batch_top_k_have_the_same_tensors_and_are_not_guessed_apart()
    {
        Write(TensorsOf("BatchTopKSAE"), true, null);
        Refused<DictionaryException>("ae.pt", "do not tell the class");
    }

    [Fact]
    public void Other_classes_and_other_tensors_are_refused_by_name()
    {
        Write(TensorsOf("AutoEncoder"), true, """{"trainer":{"dict_class":"CrossCoder"}}""");
        Refused<DictionaryException>("config.json", "'CrossCoder' is not known");
        Write(TensorsOf("AutoEncoder"), true, """{"trainer":{"dict_class":"IdentityDict"}}""");
        Refused<DictionaryException>("config.json", "FeatureDictionaries.Neurons");
        Write(TensorsOf("AutoEncoder"), true, """{"trainer":{"dict_class":"GatedAutoEncoder"}}""");
        Refused<WeightsException>("ae.pt", "'decoder_bias'");
        Write([.. TensorsOf("AutoEncoder"), ("extra", Third)], true, """{"trainer":{"dict_class":"AutoEncoder"}}""");
        Refused<WeightsException>("ae.pt", "'extra'");
    }

    [Theory]
    [InlineData("""{"trainer":{"dict_class":"AutoEncoder"},"scale":2}""", "'scale' is not known")]
    [InlineData("""{"trainer":{"dict_class":"AutoEncoder","norm_factor":2}}""", "'trainer.norm_factor' is not known")]
    [InlineData("""{"trainer":{},"buffer":{"rescaled_by":2}}""", "'buffer.rescaled_by' is not known")]
    [InlineData("""{"trainer":{},"buffer":{"io":"in_and_out"}}""", "it is a transcoder")]
    [InlineData("""{"trainer":{},"buffer":{"io":"sideways"}}""", "buffer.io is 'sideways'")]
    [InlineData("""{"trainer":{},"buffer":{"io":1}}""", "field 'io'")]
    public void What_a_configuration_says_beyond_what_is_known_is_refused_by_name(string config, string words)
    {
        Write(TensorsOf("AutoEncoder"), true, config);
        Refused<DictionaryException>("config.json", words);
    }

    [Fact]
    public void What_the_librarys_trainers_and_buffers_write_is_known()
    {
        Write(
            TensorsOf("MatryoshkaBatchTopKSAE"),
            false,
            """
            {"trainer": {"trainer_class": "MatryoshkaBatchTopKTrainer", "dict_class": "MatryoshkaBatchTopKSAE", "lr": 5e-05, "steps": 244140,
              "auxk_alpha": 0.03125, "warmup_steps": 1000, "decay_start": 195312, "threshold_beta": 0.999, "threshold_start_step": 1000,
              "top_k_aux": 256, "seed": 0, "group_fractions": [0.5, 0.5], "group_weights": [0.5, 0.5], "group_sizes": [4, 5],
              "device": "cuda:0", "layer": 0, "lm_name": "m", "wandb_name": "w", "submodule_name": "resid_post_layer_0"},
             "buffer": {"d_submodule": 5, "io": "out", "n_ctxs": 244, "ctx_len": 1024, "refresh_batch_size": 32,
              "out_batch_size": 2048, "device": "cuda:0"}}
            """
        );
        using var read = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site);
        Assert.Equal(5, read.InputWidth);
    }

    [Fact]
    public void A_threshold_that_was_never_set_and_groups_that_do_not_add_up_are_refused()
    {
        Write(
            [.. TensorsOf("BatchTopKSAE").Where(pair => pair.Name != "threshold"), ("threshold", tensor(-1.0))],
            true,
            """{"trainer":{"dict_class":"BatchTopKSAE"}}"""
        );
        Refused<WeightsException>("ae.pt", "training never set");
        Write(
            [
                .. TensorsOf("MatryoshkaBatchTopKSAE").Where(pair => pair.Name != "group_sizes"),
                ("group_sizes", tensor(new[] { 2, 3 })),
            ],
            true,
            null
        );
        Refused<WeightsException>("ae.pt", "'group_sizes'");
    }

    [Theory]
    [InlineData("AutoEncoderTopK", "threshold")]
    [InlineData("AutoEncoderTopK", "k")]
    [InlineData("AutoEncoderTopK", "k", "threshold")]
    [InlineData("BatchTopKSAE", "k")]
    [InlineData("MatryoshkaBatchTopKSAE", "k")]
    [InlineData("MatryoshkaBatchTopKSAE", "group_sizes")]
    [InlineData("MatryoshkaBatchTopKSAE", "k", "group_sizes")]
    public void Files_of_before_a_class_had_buffers_are_read_with_what_the_configuration_says(
        string name,
        params string[] lacking
    )
    {
        using var scope = NewDisposeScope();
        foreach (var pickled in new[] { false, true })
        {
            Write(Without(name, lacking), pickled, $$$"""{"trainer":{"dict_class":"{{{name}}}","k":3}}""");
            using var read = SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site);
            var x = Normal(50, 8, InputWidth);
            var (features, reconstruction) = Formula(name, x);

            SparseAutoencoderTests.Expect(Values(features), Values(read.Encode(x)), 1e-12);
            SparseAutoencoderTests.Expect(Values(reconstruction), Values(read.Decode(features, x)), 1e-12);
        }
    }

    [Fact]
    public void What_inference_needs_is_asked_for_where_neither_file_says_it()
    {
        Write(Without("AutoEncoderTopK", "k"), false, """{"trainer":{"dict_class":"AutoEncoderTopK"}}""");
        Refused<WeightsException>("config.json", "'k': expected it here, or as trainer.k in");
        Write(Without("BatchTopKSAE", "threshold"), false, """{"trainer":{"dict_class":"BatchTopKSAE","k":3}}""");
        Refused<WeightsException>("ae.safetensors", "'threshold'");
        Write(
            [.. Without("AutoEncoderTopK", "threshold"), ("threshold", Third)],
            false,
            """{"trainer":{"dict_class":"AutoEncoderTopK","k":3}}"""
        );
        Refused<WeightsException>("'threshold'", "expected shape [], found [9]");
        foreach (
            var groups in new[] { tensor(new long[] { -1, 10 }), tensor(new long[] { long.MaxValue, long.MaxValue }) }
        )
        {
            Write(
                [.. Without("MatryoshkaBatchTopKSAE", "group_sizes"), ("group_sizes", groups)],
                false,
                """{"trainer":{"dict_class":"MatryoshkaBatchTopKSAE"}}"""
            );
            Refused<WeightsException>("ae.safetensors", "'group_sizes': expected groups of 9 features together");
        }
    }

    [Fact]
    public void A_configuration_that_leads_nowhere_is_not_passed_over()
    {
        Write(TensorsOf("AutoEncoder"), true, null);
        File.CreateSymbolicLink(_folder.File("config.json"), _folder.File("gone.json"));
        Refused<DictionaryException>("config.json", "a link to");
        File.Delete(_folder.File("config.json"));
        Directory.CreateDirectory(_folder.File("config.json"));
        Refused<DictionaryException>("config.json", "found a folder");
    }

    private static (string Name, Tensor Tensor)[] Without(string name, params string[] lacking) =>
        [.. TensorsOf(name).Where(pair => !lacking.Contains(pair.Name))];

    [Fact]
    public void A_folder_without_weights_says_what_is_looked_for() =>
        Refused<DictionaryException>(_folder.Path, "ae.safetensors or ae.pt");

    private static (string Name, Tensor Tensor)[] TensorsOf(string name)
    {
        (string, Tensor)[] linear =
        [
            ("encoder.weight", Encoder),
            ("encoder.bias", EncoderBias),
            ("decoder.weight", Decoder),
        ];
        (string, Tensor)[] rows =
        [
            ("W_enc", Encoder.t()),
            ("b_enc", EncoderBias),
            ("W_dec", Decoder.t()),
            ("b_dec", Centre),
        ];
        (string, Tensor)[] largest = [("k", tensor(3, int32)), ("threshold", tensor(0.9f))];
        return name switch
        {
            "AutoEncoder" => [("bias", Centre), .. linear],
            "AutoEncoderNew" => [.. linear, ("decoder.bias", Centre)],
            "GatedAutoEncoder" =>
            [
                ("decoder_bias", Centre),
                linear[0],
                linear[2],
                ("r_mag", Third),
                ("gate_bias", Fourth),
                ("mag_bias", Fifth),
            ],
            "AutoEncoderTopK" or "BatchTopKSAE" => [.. largest, .. linear, ("b_dec", Centre)],
            "MatryoshkaBatchTopKSAE" => [.. rows, .. largest, ("group_sizes", tensor(new[] { 4, 5 }))],
            _ => [.. rows, ("threshold", Third.abs())],
        };
    }

    /// <summary>What the library computes; features of ReLU classes times the lengths of their directions.</summary>
    private static (Tensor Features, Tensor Reconstruction) Formula(string name, Tensor x)
    {
        var centred = name is "AutoEncoderNew" or "JumpReluAutoEncoder" ? x : x.sub(Centre);
        var pre = centred.mm(Encoder.t()).add(EncoderBias, Scalars.One);
        var positive = pre.relu();
        Tensor Decoded(Tensor features) => features.mm(Decoder.t()).add(Centre, Scalars.One);
        switch (name)
        {
            case "AutoEncoder" or "AutoEncoderNew":
                var lengths = Ops.Sum(Ops.Square(Decoder), 0).sqrt();
                return (positive.mul(lengths), Decoded(positive));
            case "GatedAutoEncoder":
                var u = centred.mm(Encoder.t());
                var gate = u.add(Fourth, Scalars.One).gt(Scalars.Zero).to(float64);
                var gated = gate.mul(u.mul(Third.exp()).add(Fifth, Scalars.One).relu());
                return (gated, Decoded(gated));
            case "AutoEncoderTopK":
                var (values, places) = positive.topk(3, 1);
                var top = zeros_like(pre).scatter(1, places, values);
                return (top, Decoded(top));
            case "JumpReluAutoEncoder":
                var jumped = pre.mul(pre.gt(Third.abs()).to(float64)).relu();
                return (jumped, Decoded(jumped));
            default:
                var above = positive.mul(positive.gt(Scalars.Of(0.9f)).to(float64));
                return (above, Decoded(above));
        }
    }

    private void Write((string, Tensor)[] tensors, bool pickled, string? config)
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }

        if (config is not null)
        {
            File.WriteAllText(_folder.File("config.json"), config);
        }

        if (pickled)
        {
            TorchFiles.Write(_folder.File("ae.pt"), tensors);
        }
        else
        {
            SafetensorsWriter.Write(_folder.File("ae.safetensors"), tensors);
        }
    }

    private void Refused<TException>(string file, string words)
        where TException : Exception =>
        Refusals.Expect<TException>(file, words, () => SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site));
}
