namespace Circuitry.Models;

/// <summary>Reads the norms of TransformerLens's configuration, some of which follow from the name of the original model alone.</summary>
internal static class TransformerLensNorms
{
    private const string Original = "original_architecture";
    private const string Sandwich = "use_normalization_before_and_after";

    /// <summary>The norms of blocks and unembedding.</summary>
    public static NormOrgan Read(ConfigFields f)
    {
        RefuseOriginal(f);
        var kind = ReadKind(f);
        var both = f.Flag(Sandwich, false);
        var behind = IsBehindByName(f);
        if (both && (behind || kind == Normalization.None))
        {
            throw f.Refused(
                Sandwich,
                behind
                    ? $"is set beside {Original} '{f.Text(Original)}', whose norms stand behind attention and MLP only"
                    : "is set, and there are no norms"
            );
        }

        return new()
        {
            Kind = kind,
            Epsilon = kind == Normalization.None ? WithoutMeaning(f, "eps") : f.Positive("eps", 1e-5),
            Place =
                both ? NormPlace.BeforeAndAfter
                : behind && kind != Normalization.None ? NormPlace.After
                : NormPlace.Before,
        };
    }

    /// <summary>The norms of queries and keys; null for none.</summary>
    public static QueryKeyNormOrgan? OfHeads(ConfigFields f)
    {
        var whole = IsBehindByName(f);
        return f.Flag("use_qk_norm", false) || whole ? new() { Kind = Normalization.RmsNorm, Whole = whole } : null;
    }

    private static bool IsBehindByName(ConfigFields f) => f.Text(Original) is "Olmo2ForCausalLM" or "Olmo3ForCausalLM";

    private static void RefuseOriginal(ConfigFields f)
    {
        var name = f.Text(Original);
        if (name is "GptOssForCausalLM" or "OlmoeForCausalLM")
        {
            throw f.Refused(Original, $"is '{name}', whose attention is not implemented");
        }

        if (name is "Olmo3ForCausalLM" && f.Flag("use_yarn_rope", false) && !f.Has("rotary_base_local"))
        {
            throw f.Refused(
                "use_yarn_rope",
                $"is set beside {Original} '{name}', whose windowed layers are not scaled; give rotary_base_local, their base"
            );
        }
    }

    private static Normalization ReadKind(ConfigFields f)
    {
        const string field = "normalization_type";
        var normalization =
            f.Given(field) && !f.Has(field)
                ? Normalization.None
                : f.Text(field, "LN") switch
                {
                    "LN" => Normalization.LayerNorm,
                    "LNPre" => Normalization.LayerNormPre,
                    "RMS" => Normalization.RmsNorm,
                    "RMSPre" => Normalization.RmsNormPre,
                    var other => throw f.Refused(
                        field,
                        $"'{VisibleText.Short(other)}' is not known; known are null, 'LN', 'LNPre', 'RMS' and 'RMSPre'"
                    ),
                };

        // Each has a meaning beside some norms only, and TransformerLens sets it beside others too.
        if (f.Flag("final_rms", false) && normalization is Normalization.LayerNorm or Normalization.LayerNormPre)
        {
            throw f.Refused("final_rms", "is set: a last norm of another kind than the others is not implemented");
        }

        if (f.Flag("rmsnorm_uses_offset", false) && normalization == Normalization.RmsNorm)
        {
            throw f.Refused(
                "rmsnorm_uses_offset",
                "is set: scales that are stored as offsets from one are not implemented"
            );
        }

        return normalization;
    }

    private static double WithoutMeaning(ConfigFields f, string name)
    {
        f.Number(name, 0);
        return 0;
    }
}
