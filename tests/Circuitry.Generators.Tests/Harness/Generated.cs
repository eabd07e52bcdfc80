using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>What the generator made of a project.</summary>
internal sealed class Generated(GeneratorDriver driver, CSharpCompilation compilation)
{
    public GeneratorDriver Driver { get; } = driver;

    public CSharpCompilation Compilation { get; } = compilation;

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
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

    /// <summary>Requires that the compiler, documentation included, has nothing to say.</summary>
    public Generated CompilesCleanly()
    {
        Assert.True(Diagnostics.Count == 0, string.Join("\n", Diagnostics));
        return this;
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
