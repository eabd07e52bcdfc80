using System.Text.Json;

namespace Circuitry.Conformance;

/// <summary>An absent field means what the family's own class means by it.</summary>
public sealed class FamilyDefaultTests
{
    // Sizes that nobody would want by default: a file without them is refused.
    private static readonly string[] Required =
    [
        "vocab_size",
        "n_embd",
        "n_layer",
        "n_head",
        "num_heads",
        "num_layers",
        "hidden_size",
        "intermediate_size",
        "num_hidden_layers",
        "num_attention_heads",
    ];

    [SkippableTheory]
    [InlineData("bloom")]
    [InlineData("cohere")]
    [InlineData("cohere2")]
    [InlineData("falcon")]
    [InlineData("gemma")]
    [InlineData("gemma2")]
    [InlineData("gemma3")]
    [InlineData("gpt2")]
    [InlineData("gpt_neo")]
    [InlineData("gpt_neox")]
    [InlineData("gptj")]
    [InlineData("granite")]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("olmo")]
    [InlineData("olmo2")]
    [InlineData("olmo3")]
    [InlineData("opt")]
    [InlineData("phi")]
    [InlineData("phi3")]
    [InlineData("qwen2")]
    [InlineData("qwen3")]
    [InlineData("smollm3")]
    [InlineData("stablelm")]
    public void Taking_out_a_field_with_its_default_changes_nothing(string family)
    {
        var fields = Defaults(family);
        var whole = ArchitectureReader.Read(fields);
        var taken = 0;
        foreach (var field in fields.Keys.Where(name => name != "model_type").ToList())
        {
            var without = fields.Where(pair => pair.Key != field).ToDictionary(pair => pair.Key, pair => pair.Value);
            if (Required.Contains(field) && !HasDefault(family, field))
            {
                Assert.Equal($"{field}: is missing", Refused(without).Message);
            }
            else
            {
                Assert.Equal(whole, ArchitectureReader.Read(without));
                taken++;
            }
        }

        Assert.InRange(taken, 5, 24);
    }

    // The multimodal files of Gemma 3 leave these two out, and GPT-Neo's width is four times the model's.
    private static bool HasDefault(string family, string field) =>
        family switch
        {
            "gemma3" => field is "vocab_size" or "num_attention_heads",
            "gpt_neo" => field == "intermediate_size",
            _ => false,
        };

    [SkippableFact]
    public void The_defaults_of_the_supported_families_are_these_architectures()
    {
        Assert.Equal((32, 32, 128, 2048, 1e-6, false), Sizes(Read("llama")));
        Assert.Equal((32, 32, 128, 32768, 1e-6, false), Sizes(Read("qwen2")));
        Assert.Equal((32, 8, 128, 131072, 1e-6, false), Sizes(Read("mistral")));
        Assert.Equal((12, 12, 64, 1024, 1e-5, true), Sizes(Read("gpt2")));
        Assert.Equal((64, 64, 96, 2048, 1e-5, false), Sizes(Read("gpt_neox")));
        Assert.Equal(24, Read("gpt_neox").Positions.Rotary!.Width);

        static (int, int, int, int, double, bool) Sizes(Architecture a) =>
            (a.Heads, a.KeyValueHeads, a.HeadWidth, a.Context, a.Norm.Epsilon, a.Embedding.Tied);
    }

    [SkippableFact]
    public void Transformers_5_moves_the_rotation_into_one_object_that_means_the_same()
    {
        foreach (
            var family in Section("rope_parameters")
                .Keys.Where(name => name is not ("cohere" or "gpt_oss" or "mixtral"))
        )
        {
            var fields = Defaults(family);
            foreach (
                var name in (string[])
                    [
                        "rope_theta",
                        "rope_scaling",
                        "rope_local_base_freq",
                        "rotary_pct",
                        "rotary_emb_base",
                        "partial_rotary_factor",
                    ]
            )
            {
                fields.Remove(name);
            }

            fields["rope_parameters"] = Section("rope_parameters")[family];
            Assert.Equal(Read(family), ArchitectureReader.Read(fields));
        }
    }

    private static Architecture Read(string family, params (string Name, object? Value)[] changes)
    {
        var fields = Defaults(family);
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return ArchitectureReader.Read(fields);
    }

    private static ArchitectureException Refused(Dictionary<string, object?> fields) =>
        Assert.Throws<ArchitectureException>(() => ArchitectureReader.Read(fields));

    private static Dictionary<string, object?> Defaults(string family)
    {
        var fields = (Dictionary<string, object?>)Section("transformers 4")[family]!;
        fields["model_type"] = family == "gemma3" ? "gemma3_text" : family;
        // Cut to the first layers in the table of defaults.
        fields.Remove("layer_types");
        fields.Remove("no_rope_layers");
        return fields;
    }

    private static Dictionary<string, object?> Section(string start)
    {
        using var table = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", "families", "config-defaults.json"))
        );
        var section = table
            .RootElement.EnumerateObject()
            .Single(one => one.Name.StartsWith(start, StringComparison.Ordinal))
            .Value;
        return (Dictionary<string, object?>)Plain(section)!;
    }

    private static object? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
            JsonValueKind.Object => value.EnumerateObject().ToDictionary(one => one.Name, one => Plain(one.Value)),
            _ => null,
        };
}
