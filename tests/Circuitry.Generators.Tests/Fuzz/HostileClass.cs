using System.Text;

namespace Circuitry.Generators.Tests;

/// <summary>A class as it will be written.</summary>
internal sealed class HostileClass(string name)
{
    public string Name { get; set; } = name;

    public string Attribute { get; set; } = "";

    public string Parts { get; set; } =
        "[Experiment, Model<#>, Dataset<Pairs>, Corruption(Ablation.Mean), Metric<KlDivergence>, Granularity(Granularity.Edge)]";

    public string Modifiers { get; set; } = "public";

    public string Kind { get; set; } = "class";

    public bool IsPartial { get; set; } = true;

    public string Arity { get; set; } = "";

    public string Parameters { get; set; } = "";

    public string Bases { get; set; } = "";

    public string Body { get; set; } = "";

    public List<string> Containers { get; } = [];

    /// <summary>Writes it; the path by which others name it.</summary>
    public string Write(StringBuilder text, string? model = null)
    {
        var attributes = model is null
            ? Attribute.Contains("Transformer", StringComparison.Ordinal)
                ? Attribute
                : Attribute + "[Transformer(\"gpt2/config.json\")]"
            : Attribute + Parts.Replace("#", model, StringComparison.Ordinal);
        foreach (var container in Containers)
        {
            text.Append(container).Append(" {\n");
        }

        text.Append(
            $"{attributes}\n{Modifiers} {(IsPartial ? "partial " : "")}{Kind} {Name}{Arity}{Parameters}{Bases}\n{{\n{Body}}}\n"
        );
        text.Append('}', Containers.Count);
        // A file-local data set, that other files cannot name.
        text.Append(
            model is null
                ? "\n"
                : "\nfile class Hidden : IDataset { public PromptPairs Make(DatasetRequest request) => null!; }\n"
        );
        return string.Concat(Containers.Select(container => Plain(container) + ".")) + Name;
    }

    private static string Plain(string container)
    {
        var header = container.Split(" : ")[0].Split('(')[0];
        return header[(header.LastIndexOf(' ') + 1)..].Replace("<T>", "<int>", StringComparison.Ordinal);
    }
}
