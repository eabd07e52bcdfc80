using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Reads the layout of dictionary_learning: a state dictionary in <c>ae.pt</c> or <c>ae.safetensors</c>, and next to it a
/// <c>config.json</c> whose <c>trainer</c> names the class.
/// </summary>
internal static class DictionaryLearningReader
{
    private const string ConfigFile = "config.json";
    private static readonly string[] WeightsFiles = ["ae.safetensors", "ae.pt"];

    public static SparseAutoencoder Read(string path, FeatureSite site, ScalarType? numberType, Device? device)
    {
        var file = Directory.Exists(path) ? Find(path) : path;
        using ITensorSource source =
            Path.GetExtension(file) == ".safetensors" ? new SafetensorsFile(file) : new TorchFile(file);
        var config = DictionaryLearningConfig.Read(
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, ConfigFile)
        );
        using var scope = NewDisposeScope();
        var stored = new StoredDictionary(source, numberType, device);
        var autoencoder = Class(config, stored) switch
        {
            "AutoEncoder" => Standard(stored, site),
            "AutoEncoderNew" => New(stored, site),
            "GatedAutoEncoder" => Gated(stored, site),
            "AutoEncoderTopK" => TopK(config, stored, site),
            "BatchTopKSAE" => BatchTopK(config, stored, site),
            "MatryoshkaBatchTopKSAE" => Matryoshka(config, stored, site),
            "JumpReluAutoEncoder" => JumpRelu(stored, site),
            "IdentityDict" => throw new DictionaryException(
                $"{config.Path}: IdentityDict is the activation itself; FeatureDictionaries.Neurons gives it"
            ),
            var other => throw new DictionaryException(
                $"{config.Path}: the class '{other}' is not known; convert it to SAELens's layout"
            ),
        };
        try
        {
            stored.RequireAllTaken();
            config.Check(file, autoencoder);
        }
        catch
        {
            autoencoder.Dispose();
            throw;
        }

        return FolderNames.Checked(file, autoencoder);
    }

    private static string Find(string folder) =>
        WeightsFiles.Select(name => Path.Combine(folder, name)).Where(Path.Exists).ToArray() switch
        {
            [var only] => only,
            [] => throw new DictionaryException(
                $"{folder}: expected {string.Join(" or ", WeightsFiles)}, found neither; give the folder of one autoencoder"
            ),
            var both => throw new DictionaryException(
                $"{folder}: expected {string.Join(" or ", WeightsFiles)}, found {string.Join(" and ", both.Select(Path.GetFileName))}, which may differ; give the path of the file that is meant"
            ),
        };

    /// <summary>The class that the configuration names, or that follows from the tensors.</summary>
    private static string Class(DictionaryLearningConfig config, StoredDictionary stored)
    {
        if (config.Class is { } named)
        {
            return named;
        }

        return stored.Names.ToHashSet(StringComparer.Ordinal) switch
        {
            var names when names.SetEquals(["bias", "encoder.weight", "encoder.bias", "decoder.weight"]) =>
                "AutoEncoder",
            var names when names.SetEquals(["encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias"]) =>
                "AutoEncoderNew",
            var names when names.Contains("r_mag") => "GatedAutoEncoder",
            var names when names.Contains("group_sizes") => "MatryoshkaBatchTopKSAE",
            var names when names.SetEquals(["W_enc", "b_enc", "W_dec", "b_dec", "threshold"]) => "JumpReluAutoEncoder",
            _ => throw new DictionaryException(
                $"{stored.Description}: the tensors {string.Join(", ", stored.Names.Order(StringComparer.Ordinal))} do not tell the class, and there is no {config.Path} whose trainer names dict_class; fetch it"
            ),
        };
    }

    private static SparseAutoencoder Standard(StoredDictionary stored, FeatureSite site)
    {
        var (encoder, bias, decoder) = UnitDirections(stored);
        return new SparseAutoencoder(
            site,
            encoder,
            bias,
            decoder,
            stored.Take("bias", decoder.size(1)),
            DictionaryActivation.Relu()
        )
        {
            SubtractsDecoderBias = true,
        };
    }

    private static SparseAutoencoder New(StoredDictionary stored, FeatureSite site)
    {
        var (encoder, bias, decoder) = UnitDirections(stored);
        return new SparseAutoencoder(
            site,
            encoder,
            bias,
            decoder,
            stored.Take("decoder.bias", decoder.size(1)),
            DictionaryActivation.Relu()
        );
    }

    private static SparseAutoencoder Gated(StoredDictionary stored, FeatureSite site)
    {
        var (encoder, decoder) = Matrices(stored);
        var width = encoder.size(1);
        return new SparseAutoencoder(
            site,
            encoder,
            null,
            decoder,
            stored.Take("decoder_bias", decoder.size(1)),
            DictionaryActivation.Gated(
                stored.Take("gate_bias", width),
                stored.Take("r_mag", width),
                stored.Take("mag_bias", width)
            )
        )
        {
            SubtractsDecoderBias = true,
        };
    }

    private static SparseAutoencoder TopK(DictionaryLearningConfig config, StoredDictionary stored, FeatureSite site)
    {
        // It is for inference with a threshold, which is not this class's default, and older files have none.
        stored.TakeUnused("threshold");
        return Largest(stored, site, DictionaryActivation.TopK(K(config, stored)));
    }

    private static SparseAutoencoder BatchTopK(
        DictionaryLearningConfig config,
        StoredDictionary stored,
        FeatureSite site
    ) => Largest(stored, site, DictionaryActivation.BatchTopK(K(config, stored), Threshold(stored)));

    private static SparseAutoencoder Largest(StoredDictionary stored, FeatureSite site, DictionaryActivation activation)
    {
        var (encoder, decoder) = Matrices(stored);
        return new SparseAutoencoder(
            site,
            encoder,
            stored.Take("encoder.bias", encoder.size(1)),
            decoder,
            stored.Take("b_dec", decoder.size(1)),
            activation
        )
        {
            SubtractsDecoderBias = true,
        };
    }

    private static SparseAutoencoder Matryoshka(
        DictionaryLearningConfig config,
        StoredDictionary stored,
        FeatureSite site
    )
    {
        var (inputs, width) = stored.SizeOf("W_enc");
        // Groups matter in training alone.
        if (stored.Has("group_sizes"))
        {
            var groups = stored.TakeWholeNumbers("group_sizes");
            if (groups.Any(group => group < 1) || groups.Aggregate((Int128)0, (sum, group) => sum + group) != width)
            {
                throw stored.Misfit(
                    "group_sizes",
                    FormattableString.Invariant($"groups of {width} features together"),
                    TensorInfo.Text(groups)
                );
            }
        }

        var activation = DictionaryActivation.BatchTopK(K(config, stored), Threshold(stored));
        return Rowwise(stored, site, inputs, width, activation, true);
    }

    private static SparseAutoencoder JumpRelu(StoredDictionary stored, FeatureSite site)
    {
        var (inputs, width) = stored.SizeOf("W_enc");
        var activation = DictionaryActivation.JumpRelu(stored.Take("threshold", width));
        return Rowwise(stored, site, inputs, width, activation, false);
    }

    /// <summary>The classes that store W_enc and W_dec as they are multiplied.</summary>
    private static SparseAutoencoder Rowwise(
        StoredDictionary stored,
        FeatureSite site,
        int inputs,
        int width,
        DictionaryActivation activation,
        bool subtracts
    ) =>
        new(
            site,
            stored.Take("W_enc", inputs, width),
            stored.Take("b_enc", width),
            stored.Take("W_dec", width, inputs),
            stored.Take("b_dec", inputs),
            activation
        )
        {
            SubtractsDecoderBias = subtracts,
        };

    /// <summary>W_enc and W_dec of linear layers, which store [out, in].</summary>
    private static (Tensor Encoder, Tensor Decoder) Matrices(StoredDictionary stored)
    {
        var (width, inputs) = stored.SizeOf("encoder.weight");
        return (
            stored.Take("encoder.weight", width, inputs).t().contiguous(),
            stored.Take("decoder.weight", inputs, width).t().contiguous()
        );
    }

    /// <summary>
    /// W_enc and W_dec of linear layers, with directions of length 1, as the library reads ReLU autoencoders: features take over
    /// the lengths.
    /// </summary>
    private static (Tensor Encoder, Tensor Bias, Tensor Decoder) UnitDirections(StoredDictionary stored)
    {
        var (encoder, decoder) = Matrices(stored);
        var lengths = DictionaryFolding.RowLengths(stored, "decoder.weight", decoder);
        var bias = stored.Take("encoder.bias", encoder.size(1));
        return (encoder.mul(lengths.t()), bias.mul(lengths.view(-1)), decoder.div(lengths));
    }

    /// <summary>k, which files have since the classes have it as a buffer, and configurations had before.</summary>
    private static int K(DictionaryLearningConfig config, StoredDictionary stored)
    {
        if (!stored.Has("k"))
        {
            return config.K
                ?? throw stored.Misfit("k", $"it here, or as trainer.k in {config.Path}", "it in neither place");
        }

        var k = stored.TakeNumber("k");
        config.CheckSame("k", stored.Description, "k", k);
        return k is >= 1 and <= int.MaxValue && k == Math.Floor(k)
            ? (int)k
            : throw stored.Misfit("k", "a positive whole number", FormattableString.Invariant($"{k}"));
    }

    private static double Threshold(StoredDictionary stored)
    {
        var threshold = stored.TakeNumber("threshold");
        return threshold >= 0
            ? threshold
            : throw stored.Misfit(
                "threshold",
                "the threshold of inference, 0 or more",
                FormattableString.Invariant($"{threshold}, which stands for one that training never set")
            );
    }
}
