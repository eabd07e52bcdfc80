using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// Small models of many families beside what their own code computes: those that are read give the same logits, and the others are
/// refused for what is not implemented.
/// </summary>
public sealed class FamilyTests
{
    private const double Tolerance = 1e-10;

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["llama/rope-dynamic"] = "rope_scaling: the rotary scaling 'dynamic' is not implemented",
        ["llama/rope-yarn"] = "rope_scaling: the rotary scaling 'yarn' is not implemented",
        ["mistral/base"] = "sliding_window: is 8, less than the context of 64",
        ["mistral/defaults"] =
            "sliding_window: is absent, which in this family means 4096, less than the context of 131072",
        ["qwen2/window"] = "sliding_window: is 8, less than the context of 64",
    };

    private static readonly Dictionary<string, Func<string, TransformerModel>> Readable = new()
    {
        ["gpt2/quirks"] = folder => Gpt2Quirks.Load(folder, float64),
        ["gpt_neox/serial"] = folder => GptNeoXSerial.Load(folder, float64),
        ["llama/base"] = folder => LlamaBase.Load(folder, float64),
        ["llama/bf16"] = folder => LlamaBrainFloats.Load(folder, float64),
        ["llama/rope-linear"] = folder => LlamaLinear.Load(folder, float64),
        ["llama/rope-llama3"] = folder => LlamaByParts.Load(folder, float64),
        ["llama/rope-old-keys"] = folder => LlamaOldKeys.Load(folder, float64),
        ["llama/sharded"] = folder => LlamaSharded.Load(folder, float64),
        ["mistral/no-window"] = folder => MistralNoWindow.Load(folder, float64),
        ["qwen2/defaults"] = folder => Qwen2Defaults.Load(folder, float64),
    };

    public static TheoryData<string> Cases => [.. Readable.Keys];

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_family_that_is_read_gives_the_logits_of_its_own_code(string name)
    {
        var folder = SharedFolder.PathOf(["golden", "families", .. name.Split('/')]);
        using var model = Readable[name](folder);
        using var expected = new SafetensorsFile(Path.Combine(folder, "expected.safetensors"));
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        foreach (var row in description.RootElement.GetProperty("rows").EnumerateObject())
        {
            using var scope = NewDisposeScope();
            using var sequence = Sequence.Of(new Prompts([GoldenPrompts.Row(row.Value)]), model);
            Close.Same(
                expected.Read($"{row.Name}.logits"),
                model.Forward(sequence)[0],
                Tolerance,
                $"{name}, row {row.Name}"
            );
        }
    }

    [SkippableFact]
    public void Every_other_configuration_is_refused_for_what_is_not_implemented()
    {
        var root = SharedFolder.PathOf("golden", "families");
        var tried = 0;
        foreach (var config in Directory.EnumerateFiles(root, "config.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, Path.GetDirectoryName(config)!).Replace('\\', '/');
            if (Readable.ContainsKey(name))
            {
                ArchitectureFile.Read(config);
                continue;
            }

            var error = Assert.Throws<WeightsException>(() => ArchitectureFile.Read(config));
            Assert.Equal(config, error.File);
            Assert.StartsWith(
                Refused.TryGetValue(name, out var why) ? why : "architectures: the family '",
                error.Found,
                StringComparison.Ordinal
            );
            tried++;
        }

        Assert.Equal(45, tried);
    }
}
