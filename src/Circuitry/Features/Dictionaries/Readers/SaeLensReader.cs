using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Reads SAELens's layout: a folder with <c>cfg.json</c> and <c>sae_weights.safetensors</c>.</summary>
internal static class SaeLensReader
{
    public static SparseAutoencoder Read(
        string folder,
        FeatureSite? site,
        double? normScalingFactor,
        ScalarType? numberType,
        Device? device
    )
    {
        var configFile = Path.Combine(folder, SaeLensNames.ConfigFile);
        var config = SaeLensConfigReader.Read(configFile, normScalingFactor);
        var place = Place(configFile, config, site);
        using var source = new SafetensorsFile(Path.Combine(folder, SaeLensNames.WeightsFile));
        using var scope = NewDisposeScope();
        var stored = new StoredDictionary(source, numberType, device);
        long inputs = config.InputWidth,
            width = config.Width;
        if (stored.Has("W_skip"))
        {
            throw stored.Misfit("W_skip", "the tensors of an autoencoder", "those of a transcoder");
        }

        if (numberType is null)
        {
            CheckNumberType(configFile, config, source);
        }

        stored.TakeOnes("scaling_factor", width);
        var encoder = stored.Take("W_enc", inputs, width);
        var encoderBias = config.Architecture == "gated" ? null : stored.Take("b_enc", width);
        var decoder = stored.Take("W_dec", width, inputs);
        var decoderBias = stored.Take("b_dec", inputs);
        var activation = config.Architecture switch
        {
            "gated" => DictionaryActivation.Gated(
                stored.Take("b_gate", width),
                stored.Take("r_mag", width),
                stored.Take("b_mag", width)
            ),
            "jumprelu" => DictionaryActivation.JumpRelu(stored.Take("threshold", width)),
            "topk" => DictionaryActivation.TopK(config.K!.Value),
            _ => DictionaryActivation.Relu(),
        };
        stored.RequireAllTaken();
        if (config.RescalesByDecoderNorm)
        {
            // Pre-activations are compared times the lengths of the rows, and divided by them before decoding.
            var lengths = DictionaryFolding.RowLengths(stored, "W_dec", decoder);
            decoder = decoder.div(lengths);
            encoder = encoder.mul(lengths.t());
            encoderBias = encoderBias?.mul(lengths.view(-1));
        }

        if (config.Factor != 1)
        {
            using var factor = config.Factor.ToScalar();
            encoder = encoder.mul(factor);
            decoder = decoder.div(factor);
            decoderBias = decoderBias.div(factor);
        }

        return FolderNames.Checked(
            configFile,
            new SparseAutoencoder(place, encoder, encoderBias, decoder, decoderBias, activation)
            {
                SubtractsDecoderBias = config.SubtractsDecoderBias,
                Normalization = config.Normalization,
            }
        );
    }

    private static FeatureSite Place(string file, SaeLensConfig config, FeatureSite? given)
    {
        if ((config.HookName ?? given?.Name) is not { } name)
        {
            throw new DictionaryException(
                $"{file}: expected the field 'hook_name', found none; say which place it is of"
            );
        }

        FeatureSite place;
        try
        {
            place = FeatureSite.Parse(name);
        }
        catch (DictionaryException e)
        {
            throw new DictionaryException($"{file}: {e.Message}", e);
        }

        if (given is { } site && site != place)
        {
            throw new DictionaryException($"{file}: expected a dictionary of {site}, found one of {place}");
        }

        // Outside blocks it is whatever the writing program used for the embedding.
        if (config.HookLayer is { } layer && place.Layer >= 0 && layer != place.Layer)
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"{file}: its 'hook_layer' is {layer} and its place {place}; remove the wrong one"
                )
            );
        }

        return (place.Hook == HookSite.MixedValue) == config.ReshapesHeads
            ? place
            : throw new DictionaryException(
                $"{file}: reshape_activations is {(config.ReshapesHeads ? "hook_z" : "none")} at {place}; heads lie side by side at hook_z and nowhere else"
            );
    }

    /// <summary>
    /// SAELens rounds what it reads to the number type of the configuration; single precision is not silently rounded to half
    /// here.
    /// </summary>
    private static void CheckNumberType(string file, SaeLensConfig config, SafetensorsFile source)
    {
        if (
            config.NumberType is (ScalarType.Float16 or ScalarType.BFloat16) and { } half
            && source.Tensors.Values.FirstOrDefault(tensor => tensor.Type is ScalarType.Float32 or ScalarType.Float64)
                is { } wider
        )
        {
            throw new DictionaryException(
                $"{file}: its 'dtype' is {half}, and {wider.Name} is stored as {wider.Type}, which SAELens would round; give the number type to compute in, or mend the field"
            );
        }
    }
}
