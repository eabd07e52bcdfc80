namespace Circuitry.Models;

/// <summary>The fields that configurations of all of Hugging Face's families have in common.</summary>
internal static class HuggingFaceConfig
{
    private const string OwnCode = "auto_map";

    private static readonly string[] Experts =
    [
        "num_local_experts",
        "num_experts",
        "n_routed_experts",
        "moe_num_experts",
    ];

    /// <summary>Refuses what any family may ask for and is implemented for none.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="published">A class whose published files name a copy of its code in their repositories; null for none.</param>
    public static void RefuseUnimplemented(ConfigFields f, string? published = null)
    {
        RefuseExperts(f);
        f.None(
            "quantization_config",
            "quantised weights are not read; use the repository of the weights as they were trained"
        );
        if (published is null || !IsCopy(f, published))
        {
            f.None(OwnCode, "names code of the repository's own for the model, which is not run");
        }

        f.None("pruned_heads", "removed heads are not implemented");
        f.None("cross_attention_hidden_size", "attention over another sequence is not implemented");
        f.Off("add_cross_attention", "is_encoder_decoder");
    }

    /// <summary>Refuses mixtures of experts, by the fields that count them.</summary>
    public static void RefuseExperts(ConfigFields f)
    {
        foreach (var field in Experts)
        {
            if (f.Has(field) && f.Number(field) != 0)
            {
                throw f.Refused(
                    field,
                    $"is {ConfigFields.Shown(f.Number(field))}: the model is a mixture of experts, which is not implemented"
                );
            }
        }
    }

    // Such a copy is of the class that is read here, from before it was part of transformers.
    private static bool IsCopy(ConfigFields f, string published) =>
        f.Object(OwnCode) is { } map
        && map.Value("AutoModelForCausalLM") is string name
        && name.EndsWith("." + published, StringComparison.Ordinal);

    /// <summary>Refuses more layers than sets of them are written out for.</summary>
    public static void RequireListable(ConfigFields f, string field, int layers)
    {
        const int most = 4096;
        if (layers > most)
        {
            throw f.Refused(
                field,
                $"is {ConfigFields.Shown((double)layers)}; layers that differ from each other are read of at most {ConfigFields.Shown((double)most)}"
            );
        }
    }

    /// <summary>The width of a head where no field gives it.</summary>
    /// <exception cref="ArchitectureException">The heads do not divide the width of the model.</exception>
    public static int HeadWidth(ConfigFields f, string width, string heads)
    {
        int whole = f.Count(width),
            parts = f.Count(heads);
        return whole % parts == 0
            ? whole / parts
            : throw f.Refused(
                heads,
                $"{f.Name(width)} = {ConfigFields.Shown(whole)} is not divisible by {f.Name(heads)} = {ConfigFields.Shown(parts)}"
            );
    }

    /// <summary>Four times the width of the model, where no field gives the MLP's.</summary>
    public static int FourTimes(ConfigFields f, string width) =>
        f.Count(width) is var whole && whole <= int.MaxValue / 4
            ? 4 * whole
            : throw f.Refused(width, $"is {ConfigFields.Shown(whole)}; four times that, the MLP's width, is too large");
}
