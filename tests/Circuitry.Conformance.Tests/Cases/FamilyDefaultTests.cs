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
        "hidden_size",
        "intermediate_size",
        "num_hidden_layers",
        "num_attention_heads",
    ];

    [SkippableTheory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("qwen2")]
    [InlineData("gpt_neox")]
    public void Taking_out_a_field_with_its_default_changes_nothing(string family)
    {
        var fields = Defaults(family);
        if (family == "mistral")
        {
            // Its default is a window, which is not implemented; a context that is no longer than it makes it none.
            Assert.Equal("sliding_window", Refused(fields).Field);
            fields["max_position_embeddings"] = fields["sliding_window"];
        }

        var whole = ArchitectureReader.Read(fields);
        var taken = 0;
        foreach (var field in fields.Keys.Where(name => name != "model_type").ToList())
        {
            var without = fields.Where(pair => pair.Key != field).ToDictionary(pair => pair.Key, pair => pair.Value);
            if (Required.Contains(field))
            {
                Assert.Equal($"{field}: is missing", Refused(without).Message);
            }
            else if (family == "mistral" && field == "max_position_embeddings")
            {
                Assert.Equal("sliding_window", Refused(without).Field);
            }
            else
            {
                Assert.Equal(whole, ArchitectureReader.Read(without));
                taken++;
            }
        }

        Assert.InRange(taken, 6, 20);
    }

    [SkippableFact]
    public void The_defaults_of_the_supported_families_are_these_architectures()
    {
        Assert.Equal((32, 32, 128, 2048, 1e-6, false), Sizes(Read("llama")));
        Assert.Equal((32, 32, 128, 32768, 1e-6, false), Sizes(Read("qwen2")));
        Assert.Equal((32, 8, 128, 131072, 1e-6, false), Sizes(Read("mistral", ("sliding_window", null))));
        Assert.Equal((12, 12, 64, 1024, 1e-5, true), Sizes(Read("gpt2")));
        Assert.Equal((64, 64, 96, 2048, 1e-5, false), Sizes(Read("gpt_neox")));
        Assert.Equal(24, Read("gpt_neox").Positions.Rotary!.Width);

        static (int, int, int, int, double, bool) Sizes(Architecture a) =>
            (a.Heads, a.KeyValueHeads, a.HeadWidth, a.Context, a.Norm.Epsilon, a.Embedding.Tied);
    }

    [SkippableFact]
    public void Transformers_5_moves_the_rotation_into_one_object_that_means_the_same()
    {
        foreach (var family in new[] { "llama", "qwen2", "gpt_neox" })
        {
            var fields = Defaults(family);
            foreach (var name in new[] { "rope_theta", "rope_scaling", "rotary_pct", "rotary_emb_base" })
            {
                fields.Remove(name);
            }

            fields["rope_parameters"] = Newer(family);
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
        var fields = Section("transformers 4", family);
        fields["model_type"] = family;
        // Cut to the first layers in the table of defaults.
        fields.Remove("layer_types");
        return fields;
    }

    private static Dictionary<string, object?> Newer(string family) => Section("rope_parameters", family);

    private static Dictionary<string, object?> Section(string start, string family)
    {
        using var table = JsonDocument.Parse(
            File.ReadAllBytes(SharedFolder.PathOf("golden", "families", "config-defaults.json"))
        );
        return table
            .RootElement.EnumerateObject()
            .Single(section => section.Name.StartsWith(start, StringComparison.Ordinal))
            .Value.GetProperty(family)
            .EnumerateObject()
            .ToDictionary(
                field => field.Name,
                field =>
                    field.Value.ValueKind switch
                    {
                        JsonValueKind.Number => field.Value.GetDouble(),
                        JsonValueKind.String => field.Value.GetString(),
                        JsonValueKind.True => true,
                        JsonValueKind.False => false,
                        _ => (object?)null,
                    }
            );
    }
}
