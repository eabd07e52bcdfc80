namespace Circuitry.Models;

/// <summary>Reads the rotary embedding of TransformerLens's configuration, which has all of its fields with other positions too.</summary>
internal static class TransformerLensRotary
{
    private const string Scaling = "rotary_scaling_factor";
    private const string ByParts = "use_NTK_by_parts_rope";

    private static readonly string[] PartFields =
    [
        "NTK_by_parts_factor",
        "NTK_by_parts_low_freq_factor",
        "NTK_by_parts_high_freq_factor",
        "NTK_original_ctx_len",
    ];

    public static RotaryEmbedding? Read(ConfigFields f, PositionEmbedding positions, int headWidth)
    {
        f.Ignore(PartFields);
        f.Ignore(
            "yarn_factor",
            "yarn_attention_factor",
            "yarn_beta_fast",
            "yarn_beta_slow",
            "yarn_original_max_position_embeddings"
        );
        if (positions != PositionEmbedding.Rotary)
        {
            f.Ignore(
                "rotary_dim",
                "rotary_base",
                "rotary_base_local",
                "rotary_adjacent_pairs",
                Scaling,
                ByParts,
                "use_yarn_rope"
            );
            return null;
        }

        f.Off("rotary_adjacent_pairs", "use_yarn_rope");
        if (f.Text("original_architecture") == "GPTJForCausalLM" && !f.Has("rotary_adjacent_pairs"))
        {
            throw f.Refused(
                "rotary_adjacent_pairs",
                "is absent, which for the original architecture 'GPTJForCausalLM' means that neighbours rotate together, and that is not implemented"
            );
        }

        f.None("rotary_base_local", "a second base for layers of local attention is not implemented");
        var factor = f.Positive(Scaling, 1);
        var parts = f.Flag(ByParts, false) ? ReadParts(f) : null;
        if (factor != 1 && parts is not null)
        {
            throw f.Refused(
                Scaling,
                $"is {ConfigFields.Shown(factor)} beside {ByParts}; only one scaling is implemented"
            );
        }

        var width = f.CountOrNull("rotary_dim") ?? headWidth;
        if (width % 2 != 0 || width > headWidth)
        {
            throw f.Refused(
                "rotary_dim",
                $"is {ConfigFields.Shown(width)}; it must be even and at most d_head, which is {ConfigFields.Shown(headWidth)}"
            );
        }

        return new RotaryEmbedding
        {
            Width = width,
            Base = f.Positive("rotary_base", 10000),
            LinearFactor = factor,
            Llama3Scaling = parts,
        };
    }

    private static Llama3RotaryScaling ReadParts(ConfigFields f)
    {
        var scaling = new Llama3RotaryScaling
        {
            Factor = f.Positive(PartFields[0], 8),
            LowFrequencyFactor = f.Positive(PartFields[1], 1),
            HighFrequencyFactor = f.Positive(PartFields[2], 4),
            OriginalContext = f.Count(PartFields[3], 8192),
        };
        return RotaryScaling.Ordered(f, scaling, PartFields[1], PartFields[2]);
    }
}
