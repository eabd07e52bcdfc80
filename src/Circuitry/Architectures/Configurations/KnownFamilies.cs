namespace Circuitry.Models;

/// <summary>The families whose configurations are read: what they are called, and who reads them.</summary>
internal static class KnownFamilies
{
    private const string Architectures = "architectures";
    private const string ModelType = "model_type";

    // TransformerLens's own configurations name no architecture; files made of them do.
    private static readonly (string Architecture, string? ModelType, Func<ConfigFields, Architecture> Read)[] All =
    [
        ("GPT2LMHeadModel", "gpt2", Gpt2Config.Read),
        ("LlamaForCausalLM", "llama", LlamaConfig.ReadLlama),
        ("MistralForCausalLM", "mistral", LlamaConfig.ReadMistral),
        ("Qwen2ForCausalLM", "qwen2", LlamaConfig.ReadQwen2),
        ("GPTNeoXForCausalLM", "gpt_neox", GptNeoXConfig.Read),
        ("HookedTransformer", null, TransformerLensConfig.Read),
    ];

    private static string Known =>
        string.Join(", ", All.Take(All.Length - 1).Select(one => one.Architecture))
        + " and "
        + All[All.Length - 1].Architecture;

    /// <summary>Finds who reads a configuration.</summary>
    /// <exception cref="ArchitectureException">It names no family, two, or one that is not known.</exception>
    public static Func<ConfigFields, Architecture> ReaderOf(ConfigFields f)
    {
        var (architecture, type) = (ArchitectureName(f), f.Text(ModelType));
        if (architecture is null && type is null)
        {
            return f.Has("d_model")
                ? TransformerLensConfig.Read
                : throw f.Refused(
                    Architectures,
                    "neither 'architectures' nor 'model_type' is given, and there is no 'd_model' of a TransformerLens configuration"
                );
        }

        var found = All.Where(one => architecture is null ? one.ModelType == type : one.Architecture == architecture)
            .Take(1)
            .ToList();
        if (found.Count == 0)
        {
            throw f.Refused(
                Architectures,
                $"the family '{VisibleText.Short(architecture ?? type!)}' is not known; known are {Known}"
            );
        }

        return type is null || type == found[0].ModelType
            ? found[0].Read
            : throw f.Refused(
                ModelType,
                $"is '{VisibleText.Short(type)}', but {Architectures} names {found[0].Architecture}; remove the one that does not hold"
            );
    }

    private static string? ArchitectureName(ConfigFields f) =>
        f.List(Architectures) switch
        {
            null or [] => null,
            [string name] => name,
            [_] => throw f.Refused(Architectures, "must list a name"),
            var several => throw f.Refused(
                Architectures,
                $"lists {ConfigFields.Shown(several.Count)} names, of which one must be left"
            ),
        };
}
