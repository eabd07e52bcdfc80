using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>What the generator made of a project.</summary>
internal sealed class Generated(GeneratorDriver driver, CSharpCompilation compilation)
{
    private const string RegistryFile = "Circuitry.Registry.g.cs";
    private const string AppFile = "Circuitry.CircuitApp.g.cs";
    private const string Silence = "#pragma warning disable\n";

    public GeneratorDriver Driver { get; } = driver;

    public CSharpCompilation Compilation { get; } = compilation;

    /// <summary>The emitted parts of declared classes by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        All.Where(file => file.Key is not (RegistryFile or AppFile)).ToDictionary();

    /// <summary>The emitted list of the project's experiments; null where there is none.</summary>
    public string? Registry => All.GetValueOrDefault(RegistryFile);

    /// <summary>The emitted entry point of the project's program; null where there is none.</summary>
    public string? App => All.GetValueOrDefault(AppFile);

    private IReadOnlyDictionary<string, string> All =>
        Driver
            .GetRunResult()
            .Results.Single()
            .GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    /// <summary>Everything the compiler says, hidden remarks aside.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)];

    /// <summary>The ids of the compiler's errors.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct()];

    /// <summary>
    /// Requires that the compiler, documentation included, has nothing to say, not even of what is emitted where that silences
    /// warnings; obsolete members that a declaration names aside.
    /// </summary>
    public Generated CompilesCleanly()
    {
        Assert.True(Diagnostics.Count == 0, string.Join("\n", Diagnostics));
        var found = Loud.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
        return this;
    }

    /// <summary>Requires that so many files are emitted and that nothing keeps the project from being compiled.</summary>
    public Generated CompilesWithoutErrors(int files)
    {
        Assert.Equal(files, Files.Count);
        var errors = Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), string.Join("\n", errors));
        return this;
    }

    /// <summary>Requires that the documentation of what is emitted refers to what there is.</summary>
    public Generated RefersToWhatThereIs()
    {
        string[] broken = ["CS0419", "CS1570", "CS1574", "CS1580", "CS1581", "CS1584", "CS1658"];
        var found = Loud.GetDiagnostics()
            .Where(diagnostic => broken.Contains(diagnostic.Id) && OwnMembers.IsEmitted(diagnostic.Location));
        Assert.True(!found.Any(), string.Join("\n", found));
        return this;
    }

    /// <summary>Requires that no warning and no error has its place in what is emitted, and no error anywhere.</summary>
    public Generated CompilesWithoutWarnings()
    {
        Assert.NotEmpty(Files);
        var found = Diagnostics.Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            || diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true
        );
        Assert.True(!found.Any(), string.Join("\n", found));
        return this;
    }

    private CSharpCompilation Loud =>
        Compilation
            .SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .Aggregate(Compilation, (loud, tree) => loud.ReplaceSyntaxTree(tree, WithoutSilence(tree)));

    private static SyntaxTree WithoutSilence(SyntaxTree tree)
    {
        var text = tree.ToString();
        Assert.Contains(Silence, text, StringComparison.Ordinal);
        return CSharpSyntaxTree.ParseText(
            text.Replace(Silence, "#pragma warning disable CS0612, CS0618\n", StringComparison.Ordinal),
            (CSharpParseOptions)tree.Options,
            tree.FilePath
        );
    }

    /// <summary>Loads the compiled project.</summary>
    public Assembly Load() => Assembly.Load(Image());

    /// <summary>The compiled project, for another to refer to.</summary>
    public MetadataReference ToReference() => MetadataReference.CreateFromImage(Image());

    private byte[] Image()
    {
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return stream.ToArray();
    }
}
