namespace Circuitry.Models;

/// <summary>Refuses families that are not read for what they have and Circuitry lacks, where the configuration says what that is.</summary>
internal static class UnknownFamilies
{
    private static readonly string[] Pictures = ["text_config", "vision_config", "audio_config", "thinker_config"];
    private static readonly string[] StateSpaces = ["ssm_cfg", "state_size", "mamba_d_state", "ssm_state_size"];

    /// <summary>Refuses a configuration if it says why it cannot be read.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="architecture">Its architecture; null where it names none.</param>
    /// <param name="type">Its type; null where it names none.</param>
    public static void Refuse(ConfigFields f, string? architecture, string? type)
    {
        var name = VisibleText.Short(architecture ?? type!);
        if (type == "gpt_oss" || architecture == "GptOssForCausalLM")
        {
            throw f.Refused(
                "architectures",
                $"'{name}' is a mixture of experts, and its soft-max has sinks; neither is implemented"
            );
        }

        HuggingFaceConfig.RefuseExperts(f);
        f.None(
            "quantization_config",
            "quantised weights are not read; use the repository of the weights as they were trained"
        );
        foreach (var field in Pictures)
        {
            if (f.Has(field))
            {
                throw f.Refused(
                    field,
                    $"'{name}' is a model of more than text; of such models only Gemma3ForConditionalGeneration is read, for its decoder of text. Give the configuration of a model of text alone"
                );
            }
        }

        foreach (var field in StateSpaces)
        {
            if (f.Has(field))
            {
                throw f.Refused(field, $"'{name}' has layers of a state space, which are not implemented");
            }
        }

        f.Off("is_encoder_decoder");
    }
}
