extern alias generators;
using System.Reflection;
using Basic.Reference.Assemblies;
using generators::Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Docs.Tests;

/// <summary>Blocks of a page as one program: usings first, then statements, then types, each in the page's order.</summary>
internal static class DocumentedProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // As the SDK compiles a program of one file, which has directives for it.
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(
        LanguageVersion.CSharp14
    ).WithFeatures([new("FileBasedProgram", "true")]);

    /// <summary>Compiles blocks with the generator, as an application where there are statements.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="root">The root of the repository, below which the configurations lie that models are declared by.</param>
    public static Assembly Compile(IReadOnlyList<Block> blocks, string root)
    {
        var units = blocks
            .Select(block => CSharpSyntaxTree.ParseText(Source(block), ParseOptions).GetCompilationUnitRoot())
            .ToList();
        var usings = units.SelectMany(unit => unit.Usings).Select(node => node.ToFullString()).Distinct();
        var statements = units.SelectMany(unit => unit.Members.OfType<GlobalStatementSyntax>()).ToList();
        var types = units.SelectMany(unit => unit.Members.Where(member => member is not GlobalStatementSyntax));
        var text = string.Concat([.. usings, .. statements.Concat(types).Select(node => node.ToFullString())]);
        // What is only shown leaves out the line that every file starts with.
        var assumed = blocks[0] is { Runs: true, IsGivenMore: false } or { IsFile: true }
            ? ImplicitUsings
            : ImplicitUsings + "\nglobal using Circuitry;";
        var compilation = CSharpCompilation.Create(
            $"Documented{blocks[0].Line}",
            [.. blocks.Any(block => block.IsGivenMore) ? Trees(assumed, text, Given) : Trees(assumed, text)],
            [.. Net100.References.All, .. Ours()],
            new CSharpCompilationOptions(
                statements.Count > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        CSharpGeneratorDriver
            .Create([new CircuitryGenerator().AsSourceGenerator()], Configurations(root), ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        var errors = reported.Concat(result.Diagnostics).Where(found => found.Severity == DiagnosticSeverity.Error);
        Assert.True(result.Success, $"{string.Join('\n', errors)}\n\n{text}");
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Runs a program and gives what it prints.</summary>
    public static string Run(Assembly program)
    {
        var (console, printed) = (Console.Out, new StringWriter());
        Console.SetOut(printed);
        try
        {
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString().ReplaceLineEndings("\n");
    }

    private static string Given => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Given.cs"));

    private static string Source(Block block) =>
        block.IsMember ? $"public sealed class Member\n{{\n{block.Code}}}\n" : block.Code;

    private static IEnumerable<SyntaxTree> Trees(params string[] sources) =>
        sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions));

    private static IEnumerable<MetadataReference> Ours() =>
        new[]
        {
            typeof(Experiments.Induction),
            typeof(Graph),
            typeof(Hub.ModelHub),
            typeof(Testing.Snapshot),
            typeof(TorchSharp.torch),
            typeof(Assert),
            typeof(FactAttribute),
            typeof(SkippableFactAttribute),
        }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));

    private static IEnumerable<AdditionalText> Configurations(string root) =>
        Directory
            .EnumerateFiles(Path.Combine(root, "experiments"), "config.json", SearchOption.AllDirectories)
            .Where(path =>
                !path.Contains(
                    $"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .Order(StringComparer.Ordinal)
            .Select(path => new Listed(path, path))
            // Where the tutorial has its reader copy it.
            .Append(
                new Listed("induction/config.json", Path.Combine(root, "experiments/Induction/weights/config.json"))
            )
            .Append(
                new Listed(
                    "Primer/dictionaries/dictionaries.json",
                    Path.Combine(root, "experiments/Primer/dictionaries/dictionaries.json")
                )
            );

    private sealed class Listed(string path, string file) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) =>
            SourceText.From(File.ReadAllText(file));
    }
}
