namespace Circuitry.Tests;

/// <summary>Small configurations of each family, with fields changed, added or taken out.</summary>
internal static class Configurations
{
    public static readonly object Absent = new();

    public static Architecture Read(string family, params (string Field, object? Value)[] changes) =>
        ArchitectureReader.Read(Fields(family, changes));

    public static ArchitectureException Refused(string family, params (string Field, object? Value)[] changes) =>
        Assert.Throws<ArchitectureException>(() => Read(family, changes));

    public static Dictionary<string, object?> Object(params (string Field, object? Value)[] fields) =>
        fields.ToDictionary(field => field.Field, field => field.Value);

    public static Dictionary<string, object?> Fields(string family, params (string Field, object? Value)[] changes)
    {
        var fields = family switch
        {
            "gpt2" => Object(
                ("architectures", List("GPT2LMHeadModel")),
                ("model_type", "gpt2"),
                ("n_embd", 16.0),
                ("n_head", 4.0),
                ("n_layer", 2.0),
                ("vocab_size", 32.0)
            ),
            "llama" => Decoder("LlamaForCausalLM", "llama"),
            "mistral" => Decoder("MistralForCausalLM", "mistral"),
            "qwen2" => Decoder("Qwen2ForCausalLM", "qwen2", ("num_key_value_heads", 8.0)),
            "qwen3" => Decoder("Qwen3ForCausalLM", "qwen3", ("num_key_value_heads", 8.0)),
            "gemma" => Decoder("GemmaForCausalLM", "gemma", ("num_key_value_heads", 1.0)),
            "gemma2" => Decoder("Gemma2ForCausalLM", "gemma2"),
            "gemma3" => Decoder("Gemma3ForCausalLM", "gemma3_text"),
            "phi" => Decoder("PhiForCausalLM", "phi"),
            "phi3" => Decoder("Phi3ForCausalLM", "phi3"),
            "olmo" => Decoder("OlmoForCausalLM", "olmo"),
            "olmo2" => Decoder("Olmo2ForCausalLM", "olmo2"),
            "olmo3" => Decoder("Olmo3ForCausalLM", "olmo3"),
            "stablelm" => Decoder("StableLmForCausalLM", "stablelm", ("num_key_value_heads", 8.0)),
            "smollm3" => Decoder("SmolLM3ForCausalLM", "smollm3"),
            "granite" => Decoder("GraniteForCausalLM", "granite"),
            "cohere" => Decoder("CohereForCausalLM", "cohere"),
            "cohere2" => Decoder("Cohere2ForCausalLM", "cohere2"),
            "opt" => Decoder("OPTForCausalLM", "opt", ("intermediate_size", Absent)),
            "falcon" => Decoder("FalconForCausalLM", "falcon", ("intermediate_size", Absent)),
            "bloom" => Object(
                ("architectures", List("BloomForCausalLM")),
                ("model_type", "bloom"),
                ("hidden_size", 16.0),
                ("n_head", 4.0),
                ("n_layer", 2.0),
                ("vocab_size", 32.0)
            ),
            "gptj" => Object(
                ("architectures", List("GPTJForCausalLM")),
                ("model_type", "gptj"),
                ("n_embd", 16.0),
                ("n_head", 4.0),
                ("n_layer", 2.0),
                ("rotary_dim", 4.0),
                ("vocab_size", 32.0)
            ),
            "gpt_neo" => Object(
                ("architectures", List("GPTNeoForCausalLM")),
                ("model_type", "gpt_neo"),
                ("hidden_size", 16.0),
                ("num_heads", 4.0),
                ("num_layers", 2.0),
                ("attention_types", List(List(List("global", "local"), 1.0))),
                ("vocab_size", 32.0)
            ),
            "gpt_neox" => Decoder("GPTNeoXForCausalLM", "gpt_neox"),
            _ => Object(
                ("d_model", 16.0),
                ("d_head", 8.0),
                ("n_layers", 2.0),
                ("n_ctx", 24.0),
                ("d_vocab", 32.0),
                ("act_fn", "gelu")
            ),
        };
        foreach (var (field, value) in changes)
        {
            if (ReferenceEquals(value, Absent))
            {
                fields.Remove(field);
            }
            else
            {
                fields[field] = value;
            }
        }

        return fields;
    }

    public static List<object?> List(params object?[] items) => [.. items];

    /// <summary>Every family that <see cref="Fields"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bloom",
        "cohere",
        "cohere2",
        "falcon",
        "gemma",
        "gemma2",
        "gemma3",
        "gpt2",
        "gpt_neo",
        "gpt_neox",
        "gptj",
        "granite",
        "lens",
        "llama",
        "mistral",
        "olmo",
        "olmo2",
        "olmo3",
        "opt",
        "phi",
        "phi3",
        "qwen2",
        "qwen3",
        "smollm3",
        "stablelm",
    ];

    private static Dictionary<string, object?> Decoder(
        string architecture,
        string type,
        params (string Field, object?)[] more
    )
    {
        var all = Object([
            ("architectures", List(architecture)),
            ("model_type", type),
            ("hidden_size", 64.0),
            ("num_attention_heads", 8.0),
            ("num_hidden_layers", 3.0),
            ("intermediate_size", 20.0),
            ("vocab_size", 32.0),
            .. more.Where(one => one.Field != "intermediate_size"),
        ]);
        if (more.Any(one => one.Field == "intermediate_size"))
        {
            all.Remove("intermediate_size");
        }

        return all;
    }
}
