namespace Circuitry.Models;

/// <summary>The families that Circuitry reads by itself, by the names that architectures carry.</summary>
public static class Families
{
    /// <summary>TransformerLens names and layouts (<c>blocks.0.attn.W_Q</c>), which any architecture can have.</summary>
    public const string TransformerLens = "TransformerLens";

    /// <summary><c>GPT2LMHeadModel</c>.</summary>
    public const string Gpt2 = "Gpt2";

    /// <summary><c>LlamaForCausalLM</c>, and <c>MistralForCausalLM</c>, whose weights are stored alike.</summary>
    public const string Llama = "Llama";

    /// <summary><c>GPTNeoXForCausalLM</c>: Pythia.</summary>
    public const string GptNeoX = "GptNeoX";

    /// <summary><c>Qwen2ForCausalLM</c>.</summary>
    public const string Qwen2 = "Qwen2";

    private const string Architectures = "architectures";
    private const string ModelType = "model_type";

    /// <summary>The families.</summary>
    internal static IReadOnlyList<Family> Shipped { get; } =
    [TransformerLensFamily.Family, Gpt2Family.Family, LlamaFamily.Family, GptNeoXFamily.Family, Qwen2Family.Family];

    // As messages list them: what Circuitry itself names last.
    private static readonly FamilyConfiguration[] Configurations =
    [
        .. new[]
        {
            Gpt2Family.Family,
            LlamaFamily.Family,
            Qwen2Family.Family,
            GptNeoXFamily.Family,
            TransformerLensFamily.Family,
        }.SelectMany(family => family.Configurations),
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
