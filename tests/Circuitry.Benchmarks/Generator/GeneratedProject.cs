extern alias generators;
using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using generators::Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Benchmarks;

/// <summary>A user's project: a model, a number of experiments on it, each in a file, and a file that declares nothing.</summary>
internal sealed class GeneratedProject(int experiments, string model = "[Transformer(\"gpt2/config.json\")]")
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(Graph).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    /// <summary>The AdditionalFiles.</summary>
    public ImmutableArray<AdditionalText> Files { get; } =
    [
        new Config(
            "models/gpt2/config.json",
            """
            {
              "activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"], "layer_norm_epsilon": 1e-05,
              "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "vocab_size": 50257
            }
            """
        ),
    ];

    public GeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create([new CircuitryGenerator().AsSourceGenerator()], Files, ParseOptions);

    /// <summary>A compilation of which nothing has been bound yet.</summary>
    public CSharpCompilation Compile() =>
        CSharpCompilation.Create(
            "Study",
            [
                Parse("Model.cs", $"namespace Study;\nusing Circuitry;\n{model} public sealed partial class Model;"),
                .. Enumerable.Range(0, experiments).Select(index => Parse(Name(index), Experiment(index, 100))),
                Parse("Unrelated.cs", Unrelated(0)),
            ],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true
            )
        );

    /// <summary>The compilation after a keystroke in the file that declares nothing.</summary>
    public CSharpCompilation EditUnrelated(CSharpCompilation compilation, int edit) =>
        Replace(compilation, "Unrelated.cs", Unrelated(edit));

    /// <summary>The compilation after a keystroke in an experiment.</summary>
    public CSharpCompilation EditExperiment(CSharpCompilation compilation, int edit) =>
        Replace(compilation, Name(0), Experiment(0, 100 + edit));

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(path, text));

    private static string Name(int index) => FormattableString.Invariant($"Study{index}.cs");

    private static string Experiment(int index, int size) =>
        FormattableString.Invariant(
            $"""
            namespace Study;
            using Circuitry;

            [Experiment, Model<Model>, Dataset<IndirectObjects>(Size = {size}), Corruption(Ablation.Interchange)]
            [Metric<LogitDifference>, Granularity(Granularity.Edge)]
            public sealed partial class Study{index};
            """
        );

    private static string Unrelated(int edit) =>
        FormattableString.Invariant(
            $$"""
            namespace Study;
            using Circuitry;

            public static class Unrelated
            {
                public static Edge Edge() => Model.Hooks.Layer1.Mlp.From(Model.Hooks.Layer0.Head0.Output);

                public static int Number() => {{edit}};
            }
            """
        );

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private sealed class Config(string path, string text) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
