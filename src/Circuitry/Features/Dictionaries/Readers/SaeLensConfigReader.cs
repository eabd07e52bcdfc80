using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Reads SAELens's <c>cfg.json</c> of version 6 and of the flat versions before; refuses what is not understood.</summary>
internal static class SaeLensConfigReader
{
    private const string AverageOnlyIn = "expected_average_only_in";
    private const string Factor = "norm_scaling_factor";
    private const int FirstWithMetadata = 6;

    private static readonly Dictionary<string, ScalarType> NumberTypes = new(StringComparer.Ordinal)
    {
        ["float64"] = ScalarType.Float64,
        ["float32"] = ScalarType.Float32,
        ["float16"] = ScalarType.Float16,
        ["bfloat16"] = ScalarType.BFloat16,
    };

    /// <param name="path">The <c>cfg.json</c>.</param>
    /// <param name="normScalingFactor">The factor of <c>expected_average_only_in</c>, which releases list elsewhere.</param>
    /// <exception cref="DictionaryException">Something is missing, malformed, not understood, or said twice and differently.</exception>
    public static SaeLensConfig Read(string path, double? normScalingFactor)
    {
        var fields = JsonFields.OpenConfiguration(path);
        var metadata = fields.Object("metadata");
        CheckFields(fields, metadata);
        CheckVersion(fields, metadata);
        var places = metadata ?? fields;
        var head = Current(fields, "hook_head_index");
        if (places.Has(head))
        {
            throw places.Wrong(head, "none, as a dictionary of one head alone is not supported");
        }

        var hook = places.Text(Current(fields, "hook_name"));
        var architecture = Architecture(fields, Current(fields, "activation_fn"), isFlat: metadata is null);
        var reshape = fields.Text("reshape_activations");
        var (normalization, averages) = Normalization(fields);
        bool Reads(string name) => SaeLensFields.IsRead(name, architecture);
        return new SaeLensConfig
        {
            Architecture = architecture,
            HookName = hook,
            HookLayer = places.WholeNumber(Current(fields, "hook_layer")),
            InputWidth = fields.Required(fields.Count("d_in"), "d_in"),
            Width = fields.Required(fields.Count("d_sae"), "d_sae"),
            SubtractsDecoderBias = fields.Flag("apply_b_dec_to_input") ?? true,
            Normalization = normalization,
            Factor = FactorOf(fields, normScalingFactor, averages),
            K = Reads("k") ? K(fields) : null,
            RescalesByDecoderNorm =
                Reads("rescale_acts_by_decoder_norm") && (fields.Flag("rescale_acts_by_decoder_norm") ?? false),
            ReshapesHeads = reshape switch
            {
                null => metadata is null && hook?.Contains("hook_z", StringComparison.Ordinal) == true,
                "none" => false,
                "hook_z" => true,
                _ => throw fields.Wrong("reshape_activations", "none or hook_z"),
            },
            NumberType = fields.Text("dtype") is { } name ? NumberTypeOf(fields, name) : null,
        };
    }

    /// <summary>The name of a field in a flat file: the old one if the file has it.</summary>
    private static string Current(JsonFields fields, string name) =>
        SaeLensFields.Renamed.FirstOrDefault(pair => pair.Value == name && fields.Has(pair.Key)).Key ?? name;

    private static void CheckFields(JsonFields fields, JsonFields? metadata)
    {
        if (fields.Names.FirstOrDefault(name => !SaeLensFields.IsKnown(name, isFlat: metadata is null)) is { } unknown)
        {
            throw fields.Refused(
                $"the field '{unknown}' is not known, and may change what is computed; remove it if it does not"
            );
        }

        foreach (var output in SaeLensFields.Output.Where(name => fields.Has(name) || metadata?.Has(name) == true))
        {
            throw fields.Refused($"it has '{output}', so that it is a transcoder, which takes no activation apart");
        }

        foreach (var (old, name) in SaeLensFields.Renamed)
        {
            fields.RequireSame(old, fields, name);
        }

        foreach (var name in metadata?.Names ?? [])
        {
            fields.RequireSame(name, metadata!, name, "metadata.");
            if (
                !fields.Has(name)
                && metadata!.Has(name)
                && (SaeLensFields.OfAll.Contains(name) || SaeLensFields.OfClasses.ContainsKey(name))
            )
            {
                throw fields.Refused(
                    $"its metadata has '{name}', which belongs outside the metadata; move it, or remove it"
                );
            }
        }

        foreach (var place in SaeLensFields.Places.Where(name => metadata?.Has(name) == false && fields.Has(name)))
        {
            throw fields.Refused(
                $"it has '{place}' outside the metadata, where version 6 has it inside; move it into the metadata"
            );
        }
    }

    /// <summary>A file of version 6 has metadata and one before has none; a file of both kinds is ambiguous.</summary>
    private static void CheckVersion(JsonFields fields, JsonFields? metadata)
    {
        if ((fields.Text("sae_lens_version") ?? metadata?.Text("sae_lens_version")) is not { } version)
        {
            return;
        }

        var first = version.AsSpan()[..Math.Max(0, version.IndexOf('.', StringComparison.Ordinal))];
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
        {
            throw fields.Refused(
                $"its 'sae_lens_version' is '{VisibleText.Short(version)}', which is no version such as 6.0.0"
            );
        }

        if ((major >= FirstWithMetadata) != metadata is not null)
        {
            throw fields.Refused(
                $"its 'sae_lens_version' is {VisibleText.Short(version)}, and it has {(metadata is null ? "no metadata, which files have since version 6" : "metadata, which files have since version 6 only")}; fetch it again"
            );
        }
    }

    private static string Architecture(JsonFields fields, string activationField, bool isFlat)
    {
        var architecture =
            fields.Text("architecture")
            ?? (isFlat ? "standard" : throw fields.Wrong("architecture", "it to be given, as version 6 does"));
        if (SaeLensFields.Transcoders.Contains(architecture))
        {
            throw fields.Refused($"its architecture is {architecture}; a transcoder takes no activation apart");
        }

        if (!SaeLensFields.Architectures.Contains(architecture))
        {
            throw fields.Wrong("architecture", $"one of {string.Join(", ", SaeLensFields.Architectures)}");
        }

        var activation = isFlat ? fields.Text(activationField) ?? "relu" : "relu";
        return (architecture, activation) switch
        {
            ("standard", "topk") => "topk",
            ("topk", "topk") or (_, "relu") => architecture,
            _ => throw fields.Wrong(activationField, $"relu{(architecture == "standard" ? " or topk" : "")}"),
        };
    }

    private static int K(JsonFields fields)
    {
        var arguments = fields.Object("activation_fn_kwargs");
        arguments?.RequireKnown("k");
        if (arguments is not null)
        {
            fields.RequireSame("k", arguments, "k", "activation_fn_kwargs.");
        }

        return fields.Count("k") ?? arguments?.Count("k") ?? throw fields.Wrong("k", "it to be given for topk");
    }

    private static (InputNormalization Normalization, bool Averages) Normalization(JsonFields fields) =>
        fields.Find("normalize_activations") switch
        {
            null or { ValueKind: JsonValueKind.False } => (InputNormalization.None, false),
            { ValueKind: JsonValueKind.True } => (InputNormalization.None, true),
            { ValueKind: JsonValueKind.String } name => name.GetString() switch
            {
                "none" => (InputNormalization.None, false),
                AverageOnlyIn => (InputNormalization.None, true),
                "constant_norm_rescale" => (InputNormalization.ConstantNormRescale, false),
                "layer_norm" => (InputNormalization.LayerNorm, false),
                _ => throw Wrong(fields),
            },
            _ => throw Wrong(fields),
        };

    private static DictionaryException Wrong(JsonFields fields) =>
        fields.Wrong(
            "normalize_activations",
            $"one of none, {AverageOnlyIn}, constant_norm_rescale, layer_norm, true, false"
        );

    /// <summary>The factor of average norms; 1 where activations are not scaled by it.</summary>
    private static double FactorOf(JsonFields fields, double? given, bool averages)
    {
        if (given is { } factor && !(double.IsFinite(factor) && factor > 0))
        {
            throw fields.Refused(
                FormattableString.Invariant($"the {Factor} that was given is {factor}; give a positive number")
            );
        }

        var own = fields.Factor(Factor);
        if (own is { } stored && given is { } other && stored != other)
        {
            throw fields.Refused(
                FormattableString.Invariant(
                    $"its '{Factor}' is {stored}, and {other} was given with it; give the one that the release lists"
                )
            );
        }

        return (averages, own ?? given) switch
        {
            (true, { } known) => known,
            (true, null) => throw fields.Refused(
                $"its activations are scaled by their average norm ({AverageOnlyIn}), and the factor is not in the file; give {Factor}, which the release lists with the autoencoder"
            ),
            (false, null) => 1,
            (false, { } unused) => throw fields.Refused(
                FormattableString.Invariant(
                    $"a {Factor} of {unused} is given, and its activations are not scaled by their average norm: 'normalize_activations' is {fields.Find("normalize_activations")?.GetRawText() ?? "missing"}, not \"{AverageOnlyIn}\"; leave the factor out"
                )
            ),
        };
    }

    private static ScalarType NumberTypeOf(JsonFields fields, string name)
    {
        const string prefix = "torch.";
        var bare = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
        return NumberTypes.TryGetValue(bare, out var type)
            ? type
            : throw fields.Wrong("dtype", $"one of {string.Join(", ", NumberTypes.Keys)}");
    }
}
