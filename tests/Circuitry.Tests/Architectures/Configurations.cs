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

    private static Dictionary<string, object?> Decoder(
        string architecture,
        string type,
        params (string, object?)[] more
    ) =>
        Object([
            ("architectures", List(architecture)),
            ("model_type", type),
            ("hidden_size", 64.0),
            ("num_attention_heads", 8.0),
            ("num_hidden_layers", 3.0),
            ("intermediate_size", 20.0),
            ("vocab_size", 32.0),
            .. more,
        ]);
}
