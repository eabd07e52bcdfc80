using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Generators.Tests;

/// <summary>A user's project: sources, AdditionalFiles, and references to the runtime.</summary>
internal sealed record Project
{
    private static readonly MetadataReference Runtime = MetadataReference.CreateFromFile(
        typeof(Circuitry.Graph).Assembly.Location
    );

    private static readonly MetadataReference Tensors = MetadataReference.CreateFromFile(
        typeof(TorchSharp.torch).Assembly.Location
    );

    public ImmutableArray<(string Path, string Text)> Files { get; init; } = [];

    public required ImmutableArray<string> Sources { get; init; }

    public ImmutableArray<MetadataReference> MoreReferences { get; init; } = [];

    /// <summary>What an .editorconfig says for all sources.</summary>
    public ImmutableDictionary<string, string> EditorConfig { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string AssemblyName { get; init; } = "Study";

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp14;

    /// <summary>What the compiler is told besides, as the SDK tells it of programs of one file.</summary>
    public ImmutableDictionary<string, string> Features { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The aliases under which the package is referenced; none for the usual way.</summary>
    public ImmutableArray<string> RuntimeAliases { get; init; } = [];

    /// <summary>The aliases under which the tensor library is referenced; none for the usual way, null for not at all.</summary>
    public ImmutableArray<string>? TensorAliases { get; init; } = [];

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Other options of the compiler.</summary>
    public Func<CSharpCompilationOptions, CSharpCompilationOptions> Options { get; init; } = options => options;

    /// <summary>A project of one source, in a namespace and with the usings that one writes by habit.</summary>
    public static Project Of(string source, params (string Path, string Text)[] files) =>
        new() { Sources = [$"namespace Study;\n\n{Usings.All}\n\n{source}"], Files = [.. files] };

    /// <summary>The compilation before the generator has run.</summary>
    public CSharpCompilation Compile() =>
        CSharpCompilation.Create(
            AssemblyName,
            Sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{index}.cs")),
            [.. Net100.References.All, .. Ours, .. MoreReferences],
            Options(
                new CSharpCompilationOptions(
                    Output,
                    nullableContextOptions: NullableContextOptions.Enable,
                    // The SDK turns these off for every project: TorchSharp is compiled against an older framework.
                    specificDiagnosticOptions:
                    [
                        new("CS1701", ReportDiagnostic.Suppress),
                        new("CS1702", ReportDiagnostic.Suppress),
                    ]
                )
            )
        );

    private CSharpParseOptions ParseOptions =>
        new CSharpParseOptions(Language, DocumentationMode.Diagnose).WithFeatures(Features);

    private IEnumerable<MetadataReference> Ours =>
        TensorAliases is { } aliases
            ? [Runtime.WithAliases(RuntimeAliases), Tensors.WithAliases(aliases)]
            : [Runtime.WithAliases(RuntimeAliases)];

    public GeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create(
            [new CircuitryGenerator().AsSourceGenerator()],
            AdditionalFiles,
            ParseOptions,
            driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true)
        );

    /// <summary>Runs the generator.</summary>
    public Generated Generate()
    {
        var driver = CreateDriver().RunGeneratorsAndUpdateCompilation(Compile(), out var output, out var reported);
        Assert.Empty(reported);
        return new Generated(driver, (CSharpCompilation)output);
    }

    /// <summary>What the analyzers report about the sources, warnings and errors, in the order of the source.</summary>
    public Task<ImmutableArray<Diagnostic>> AnalyzeAsync() => AnalyzeAsync(DiagnosticSeverity.Warning);

    /// <summary>What the analyzers report about the sources from a severity on, in the order of the source.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(DiagnosticSeverity least)
    {
        var compilation = (CSharpCompilation)
            Generate()
                .Compilation.WithOptions(
                    Compile().Options.WithSyntaxTreeOptionsProvider(new EditorConfig.Severities(EditorConfig))
                );
        var diagnostics = await AnalyzeAsync(compilation);
        return [.. diagnostics.Where(d => d.Severity >= least)];
    }

    /// <summary>What the analyzers report about a compilation with what the generator made, in the order of the source.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        Exception? failure = null;
        var analyzed = compilation.WithAnalyzers(
            Analyzers,
            new CompilationWithAnalyzersOptions(
                AnalyzerOptions,
                onAnalyzerException: (e, _, _) => failure ??= e,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                // A suppressed diagnostic is looked for too.
                reportSuppressedDiagnostics: true
            )
        );
        var diagnostics = new List<Diagnostic>();
        // What is emitted is not looked at, and reading it would take most of the time.
        foreach (var tree in compilation.SyntaxTrees.Where(IsSource))
        {
            var semantics = compilation.GetSemanticModel(tree);
            diagnostics.AddRange(await analyzed.GetAnalyzerSemanticDiagnosticsAsync(semantics, null, default));
        }

        if (failure is not null)
        {
            throw new InvalidOperationException("an analyzer failed", failure);
        }

        return
        [
            .. diagnostics
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }

    private static bool IsSource(SyntaxTree tree) => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Both analyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new CircuitryAnalyzer(), new UseAnalyzer()];

    /// <summary>What analyzers are told besides the sources.</summary>
    public AnalyzerOptions AnalyzerOptions => new(AdditionalFiles, new EditorConfig.Options(EditorConfig));

    private ImmutableArray<AdditionalText> AdditionalFiles =>
        [.. Files.Select(file => new AdditionalFile(file.Path, file.Text))];
}
