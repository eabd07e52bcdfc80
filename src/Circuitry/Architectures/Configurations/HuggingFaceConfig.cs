namespace Circuitry.Models;

/// <summary>The fields that configurations of all of Hugging Face's families have in common.</summary>
internal static class HuggingFaceConfig
{
    /// <summary>Refuses what any family may ask for and is implemented for none.</summary>
    public static void RefuseUnimplemented(ConfigFields f)
    {
        f.None(
            "quantization_config",
            "quantised weights are not read; use the repository of the weights as they were trained"
        );
        f.None("auto_map", "names code of the repository's own for the model, which is not run");
        f.None("pruned_heads", "removed heads are not implemented");
        f.None("cross_attention_hidden_size", "attention over another sequence is not implemented");
        f.Off("add_cross_attention", "is_encoder_decoder");
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
