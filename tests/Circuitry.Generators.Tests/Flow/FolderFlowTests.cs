using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators.Tests;

/// <summary>The folders of the runtime follow the flow of an experiment: each uses those before it, and exceptions are listed.</summary>
public sealed class FolderFlowTests
{
    private static readonly string[] Flow =
    [
        "Files",
        "Architectures",
        "Tensors",
        "Declarations",
        "Weights",
        "Work",
        "Graphs",
        "Tasks",
        "Models",
        "Lens",
        "Patching",
        "Discovery",
        "Features",
        "Evaluation",
        "Reports",
        "Pipelines",
        "Rasp",
        "Registry",
    ];

    // What an attribute's type argument has to be, and the model whose graph it is.
    private static readonly string[] Known =
    [
        "Declarations/ExperimentAttributes.cs -> Patching/Ablations/Ablation.cs",
        "Declarations/ExperimentAttributes.cs -> Tasks/IDataset.cs",
        "Declarations/ExperimentAttributes.cs -> Tasks/Metric.cs",
        "Declarations/ShiftAttributes.cs -> Features/Shift/Data/IBiasedDataset.cs",
        "Declarations/ShiftAttributes.cs -> Features/Shift/Judges/IFeatureJudge.cs",
        "Graphs/SameGraph.cs -> Models/TransformerModel.cs",
    ];

    [Fact]
    public void A_folder_uses_only_those_before_it()
    {
        var root = Path.Combine(RepositoryRoot.Find(), "src", "Circuitry");
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var files = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => Flow.Contains(FolderOf(root, file)))
            .Order(StringComparer.Ordinal);
        var usings = Directory
            .EnumerateFiles(Path.Combine(root, "obj"), "*.GlobalUsings.g.cs", SearchOption.AllDirectories)
            .First();
        var compilation = CSharpCompilation.Create(
            "Flow",
            files.Append(usings).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetFileName(path) != "Circuitry.dll")
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
        );
        var back = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != usings))
        {
            var from = FolderOf(root, tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (
                    model.GetSymbolInfo(name).Symbol
                        is INamedTypeSymbol { OriginalDefinition.Locations: [{ IsInSource: true } place, ..] }
                    && Array.IndexOf(Flow, FolderOf(root, place.SourceTree!.FilePath)) > Array.IndexOf(Flow, from)
                )
                {
                    back.Add(
                        $"{Path.GetRelativePath(root, tree.FilePath)} -> {Path.GetRelativePath(root, place.SourceTree.FilePath)}".Replace(
                            '\\',
                            '/'
                        )
                    );
                }
            }
        }

        Assert.True(back.SetEquals(Known), string.Join('\n', back));
    }

    private static string FolderOf(string root, string file) =>
        Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0];
}
