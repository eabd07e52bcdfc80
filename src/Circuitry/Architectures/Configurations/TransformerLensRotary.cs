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

    private const string Yarn = "use_yarn_rope";
    private const string Neighbours = "rotary_adjacent_pairs";
    private const string Local = "rotary_base_local";

    private static readonly string[] YarnFields =
    [
        "yarn_factor",
        "yarn_attention_factor",
        "yarn_beta_fast",
        "yarn_beta_slow",
        "yarn_original_max_position_embeddings",
    ];

    public static RotaryEmbedding? Read(ConfigFields f, PositionEmbedding positions, int headWidth)
    {
        f.Ignore(PartFields);
        f.Ignore(YarnFields);
        if (positions != PositionEmbedding.Rotary)
        {
            f.Ignore("rotary_dim", "rotary_base", Local, Neighbours, Scaling, ByParts, Yarn);
            return null;
        }

        var width = f.CountOrNull("rotary_dim") ?? headWidth;
        if (width % 2 != 0 || width > headWidth)
        {
            throw f.Refused(
                "rotary_dim",
                $"is {ConfigFields.Shown(width)}; it must be even and at most d_head, which is {ConfigFields.Shown(headWidth)}"
            );
        }

        var rotary = new RotaryEmbedding
        {
            Width = width,
            Base = f.Positive("rotary_base", 10000),
            // By the name of the original alone where the field is absent.
            AdjacentPairs = f.Has(Neighbours)
                ? f.Flag(Neighbours, false)
                : f.Text("original_architecture") == "GPTJForCausalLM",
            LocalBase = f.Has(Local) ? f.Positive(Local) : 0,
            LinearFactor = f.Positive(Scaling, 1),
            Llama3Scaling = f.Flag(ByParts, false) ? ReadParts(f) : null,
            Yarn = f.Flag(Yarn, false) ? ReadYarn(f) : null,
        };
        var scaled = rotary.Llama3Scaling is not null ? ByParts : Yarn;
        if (rotary.Llama3Scaling is not null && rotary.Yarn is not null)
        {
            throw f.Refused(Yarn, $"is set beside {ByParts}; only one scaling is implemented");
        }

        return rotary.LinearFactor == 1 || (rotary.Llama3Scaling is null && rotary.Yarn is null)
            ? rotary
            : throw f.Refused(
                Scaling,
                $"is {ConfigFields.Shown(rotary.LinearFactor)} beside {scaled}; only one scaling is implemented"
            );
    }

    private static YarnRotaryScaling ReadYarn(ConfigFields f)
    {
        var scaling = new YarnRotaryScaling
        {
            Factor = f.Positive(YarnFields[0], 1),
            AttentionFactor = f.Positive(YarnFields[1], 1),
            BetaFast = f.Positive(YarnFields[2], 32),
            BetaSlow = f.Positive(YarnFields[3], 1),
            OriginalContext = f.Count(YarnFields[4], 4096),
            Truncate = true,
        };
        return scaling.BetaFast >= scaling.BetaSlow
            ? scaling
            : throw f.Refused(
                YarnFields[2],
                $"is {ConfigFields.Shown(scaling.BetaFast)}; it must be at least {YarnFields[3]}, which is {ConfigFields.Shown(scaling.BetaSlow)}"
            );
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
