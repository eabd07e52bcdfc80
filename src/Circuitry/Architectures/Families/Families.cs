namespace Circuitry.Models;

/// <summary>The families that Circuitry reads by itself, by the names that architectures carry.</summary>
public static class Families
{
    /// <summary>TransformerLens names and layouts (<c>blocks.0.attn.W_Q</c>), which any architecture can have.</summary>
    public const string TransformerLens = "TransformerLens";

    /// <summary><c>GPT2LMHeadModel</c>.</summary>
    public const string Gpt2 = "Gpt2";

    /// <summary><c>GPTNeoForCausalLM</c>: GPT-Neo and TinyStories.</summary>
    public const string GptNeo = "GptNeo";

    /// <summary><c>GPTJForCausalLM</c>.</summary>
    public const string GptJ = "GptJ";

    /// <summary><c>GPTNeoXForCausalLM</c>: Pythia.</summary>
    public const string GptNeoX = "GptNeoX";

    /// <summary><c>OPTForCausalLM</c>.</summary>
    public const string Opt = "Opt";

    /// <summary><c>BloomForCausalLM</c>.</summary>
    public const string Bloom = "Bloom";

    /// <summary><c>FalconForCausalLM</c>.</summary>
    public const string Falcon = "Falcon";

    /// <summary><c>LlamaForCausalLM</c>.</summary>
    public const string Llama = "Llama";

    /// <summary><c>MistralForCausalLM</c>.</summary>
    public const string Mistral = "Mistral";

    /// <summary><c>Qwen2ForCausalLM</c>.</summary>
    public const string Qwen2 = "Qwen2";

    /// <summary><c>Qwen3ForCausalLM</c>.</summary>
    public const string Qwen3 = "Qwen3";

    /// <summary><c>GemmaForCausalLM</c>.</summary>
    public const string Gemma = "Gemma";

    /// <summary><c>Gemma2ForCausalLM</c>.</summary>
    public const string Gemma2 = "Gemma2";

    /// <summary><c>Gemma3ForCausalLM</c>, and the text of <c>Gemma3ForConditionalGeneration</c>.</summary>
    public const string Gemma3 = "Gemma3";

    /// <summary><c>PhiForCausalLM</c>: Phi-1, Phi-1.5 and Phi-2.</summary>
    public const string Phi = "Phi";

    /// <summary><c>Phi3ForCausalLM</c>: Phi-3 and Phi-4.</summary>
    public const string Phi3 = "Phi3";

    /// <summary><c>OlmoForCausalLM</c>.</summary>
    public const string Olmo = "Olmo";

    /// <summary><c>Olmo2ForCausalLM</c>.</summary>
    public const string Olmo2 = "Olmo2";

    /// <summary><c>Olmo3ForCausalLM</c>.</summary>
    public const string Olmo3 = "Olmo3";

    /// <summary><c>StableLmForCausalLM</c>.</summary>
    public const string StableLm = "StableLm";

    /// <summary><c>SmolLM3ForCausalLM</c>.</summary>
    public const string SmolLm3 = "SmolLm3";

    /// <summary><c>GraniteForCausalLM</c>.</summary>
    public const string Granite = "Granite";

    /// <summary><c>CohereForCausalLM</c>: Command R.</summary>
    public const string Cohere = "Cohere";

    /// <summary><c>Cohere2ForCausalLM</c>: Command R7B.</summary>
    public const string Cohere2 = "Cohere2";

    private const string Architectures = "architectures";
    private const string ModelType = "model_type";

    /// <summary>The families.</summary>
    internal static IReadOnlyList<Family> Shipped { get; } =
    [
        Gpt2Family.Family,
        GptNeoFamily.Family,
        GptJFamily.Family,
        GptNeoXFamily.Family,
        OptFamily.Family,
        BloomFamily.Family,
        FalconFamily.Family,
        LlamaFamily.Family,
        MistralFamily.Family,
        Qwen2Family.Family,
        Qwen3Family.Family,
        GemmaFamily.Family,
        Gemma2Family.Family,
        Gemma3Family.Family,
        PhiFamily.Family,
        Phi3Family.Family,
        OlmoFamily.Family,
        Olmo2Family.Family,
        Olmo3Family.Family,
        StableLmFamily.Family,
        SmolLm3Family.Family,
        GraniteFamily.Family,
        CohereFamily.Family,
        Cohere2Family.Family,
        TransformerLensFamily.Family,
    ];

    private static readonly FamilyConfiguration[] Configurations =
    [
        .. Shipped.SelectMany(family => family.Configurations),
    ];

    private static string Known =>
        string.Join(", ", Configurations.Take(Configurations.Length - 1).Select(one => one.Architecture))
        + " and "
        + Configurations[Configurations.Length - 1].Architecture;

    /// <summary>The family of a name; null if Circuitry has none of it.</summary>
    internal static Family? Find(string name) => Shipped.FirstOrDefault(family => family.Name == name);

    /// <summary>Finds who reads a configuration.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="own">A family that is declared by a class, which reads what is of its type; null for none.</param>
    /// <exception cref="ArchitectureException">It names no family, two, or one that is not known.</exception>
    internal static Func<ConfigFields, Architecture> ReaderOf(ConfigFields f, Family? own)
    {
        if (own?.Configurations.FirstOrDefault(one => one.ModelType == f.Text(ModelType)) is { } declared)
        {
            return declared.Read;
        }

        var (architecture, type) = (ArchitectureName(f), f.Text(ModelType));
        if (architecture is null && type is null)
        {
            return f.Has("d_model")
                ? TransformerLensFamily.Family.Configurations[0].Read
                : throw f.Refused(
                    Architectures,
                    "neither 'architectures' nor 'model_type' is given, and there is no 'd_model' of a TransformerLens configuration"
                );
        }

        var found = Configurations.FirstOrDefault(one =>
            architecture is null ? one.ModelType == type : one.Architecture == architecture
        );
        if (found is null)
        {
            UnknownFamilies.Refuse(f, architecture, type);
            throw f.Refused(
                Architectures,
                $"the family '{VisibleText.Short(architecture ?? type!)}' is not known; known are {Known}"
            );
        }

        return type is null || type == found.ModelType
            ? found.Read
            : throw f.Refused(
                ModelType,
                $"is '{VisibleText.Short(type)}', but {Architectures} names {found.Architecture}; remove the one that does not hold"
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
