using System.Text.Json;

namespace Circuitry;

/// <summary>Reads SAELens's <c>cfg.json</c> of version 6 and of the flat versions before; refuses what is not understood.</summary>
internal static class SaeLensConfigReader
{
    private const string AverageOnlyIn = "expected_average_only_in";

    private static readonly string[] Architectures = ["standard", "gated", "jumprelu", "topk"];

    private static readonly string[] Transcoders =
    [
        "transcoder",
        "skip_transcoder",
        "jumprelu_transcoder",
        "jumprelu_skip_transcoder",
    ];

    // Fields that say where the activation comes out, which only transcoders have apart from where it goes in.
    private static readonly string[] OutputFields = ["d_out", "hook_name_out", "hook_layer_out", "hook_head_index_out"];

    /// <param name="path">The <c>cfg.json</c>.</param>
    /// <param name="normScalingFactor">The factor of <c>expected_average_only_in</c>, which releases list elsewhere.</param>
    /// <exception cref="DictionaryException">Something is missing, malformed, or not understood.</exception>
    public static SaeLensConfig Read(string path, double? normScalingFactor)
    {
        var fields = JsonFields.Open(path);
        var metadata = fields.Object("metadata");
        var old = metadata is null ? new Dictionary<string, string>(SaeLensFields.Renamed) : [];
        CheckKnown(fields, isFlat: metadata is null);
        CheckNoTranscoder(fields);
        if (metadata is not null)
        {
            CheckNoTranscoder(metadata);
        }

        string Current(string name) =>
            old.FirstOrDefault(pair => pair.Value == name && fields.Has(pair.Key)).Key ?? name;

        var places = metadata ?? fields;
        var head = Current("hook_head_index");
        if (places.Has(head))
        {
            throw places.Wrong(head, "none, as a dictionary of one head alone is not supported");
        }

        var hook = places.Text(Current("hook_name"));
        var architecture = Architecture(fields, Current("activation_fn"), isFlat: metadata is null);
        var reshape = fields.Text("reshape_activations");
        var (normalization, averages) = Normalization(fields);
        return new SaeLensConfig
        {
            Architecture = architecture,
            HookName = hook,
            InputWidth = fields.Required(fields.Count("d_in"), "d_in"),
            Width = fields.Required(fields.Count("d_sae"), "d_sae"),
            SubtractsDecoderBias = fields.Flag("apply_b_dec_to_input") ?? true,
            Normalization = normalization,
            Factor = averages ? Factor(fields, normScalingFactor) : 1,
            K = architecture == "topk" ? K(fields) : null,
            RescalesByDecoderNorm = fields.Flag("rescale_acts_by_decoder_norm") ?? false,
            ReshapesHeads = reshape switch
            {
                null => metadata is null && hook?.Contains("hook_z", StringComparison.Ordinal) == true,
                "none" => false,
                "hook_z" => true,
                _ => throw fields.Wrong("reshape_activations", "none or hook_z"),
            },
        };
    }

    private static void CheckKnown(JsonFields fields, bool isFlat)
    {
        var unknown = fields
            .Names.Where(name => !SaeLensFields.Current.Contains(name) && !OutputFields.Contains(name))
            .FirstOrDefault(name => !isFlat || !SaeLensFields.IsFlat(name));
        if (unknown is not null)
        {
            throw fields.Refused(
                $"the field '{unknown}' is not known, and may change what is computed; remove it if it does not"
            );
        }
    }

    private static void CheckNoTranscoder(JsonFields fields)
    {
        if (OutputFields.FirstOrDefault(fields.Has) is { } output)
        {
            throw fields.Refused($"it has '{output}', so that it is a transcoder, which takes no activation apart");
        }
    }

    private static string Architecture(JsonFields fields, string activationField, bool isFlat)
    {
        var architecture = fields.Text("architecture") ?? "standard";
        if (Transcoders.Contains(architecture))
        {
            throw fields.Refused($"its architecture is {architecture}; a transcoder takes no activation apart");
        }

        if (!Architectures.Contains(architecture))
        {
            throw fields.Wrong("architecture", $"one of {string.Join(", ", Architectures)}");
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
        if (fields.Count("k") is { } k)
        {
            return k;
        }

        var arguments = fields.Object("activation_fn_kwargs") ?? throw fields.Wrong("k", "it to be given for topk");
        return arguments.Required(arguments.Count("k"), "k");
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

    private static double Factor(JsonFields fields, double? given) =>
        given
        ?? fields.Factor("norm_scaling_factor")
        ?? throw fields.Refused(
            $"its activations are scaled by their average norm ({AverageOnlyIn}), and the factor is not in the file; give norm_scaling_factor, which the release lists with the autoencoder"
        );
}
