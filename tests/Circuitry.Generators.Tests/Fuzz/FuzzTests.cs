using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace Circuitry.Generators.Tests;

/// <summary>
/// The generator and the analyzers never throw, whatever is declared, half typed or written into a config.json; and what they
/// accept compiles. Seeds are fixed; <c>CIRCUITRY_FUZZ=10</c> tries ten times as much, under other seeds.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly int Times = int.TryParse(
        Environment.GetEnvironmentVariable("CIRCUITRY_FUZZ"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var times
    )
        ? Math.Max(1, times)
        : 1;

    private static readonly Project Start = Project.Of("", Configs.Gpt2, Configs.Llama, Configs.GptNeoX);

    [Fact]
    public async Task Declarations_drawn_at_random_never_throw_and_compile_where_they_are_accepted()
    {
        var (tried, analyzed, accepted) = (0, 0, 0);
        for (var seed = 0; seed < 1000 * Times; seed++)
        {
            var source = new RandomDeclarations(seed).Source();
            // Every sixteenth draw is analyzed, half of them without a mistake.
            var isAnalyzed = seed / 2 % 16 == 0;
            var (emitted, diagnostics) = await RunAsync(Start.CreateDriver(), source, isAnalyzed);
            tried++;
            analyzed += isAnalyzed ? 1 : 0;
            // Errors of the source are no fault of what is emitted for it.
            if (
                !isAnalyzed
                || diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)
                || Compile(source).GetDeclarationDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)
            )
            {
                continue;
            }

            accepted++;
            var errors = emitted.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
            Assert.True(!errors.Any(), $"seed {seed}: {string.Join("\n", errors)}\n{source}");
        }

        output.WriteLine($"{tried} declarations, {analyzed} of them analyzed, {accepted} accepted and compiled");
        Assert.InRange(accepted, analyzed / 4, analyzed);
    }

    [Fact]
    public async Task Half_typed_code_never_throws()
    {
        var (tried, analyzed) = (0, 0);
        // As in an editor, each state follows one that was whole.
        var driver = Start.CreateDriver().RunGenerators(Compile(HalfTyped.Whole));
        for (var seed = 0; seed < 2000 * Times; seed++)
        {
            var isAnalyzed = seed % 20 == 0;
            await RunAsync(driver, HalfTyped.Source(seed), isAnalyzed);
            tried++;
            analyzed += isAnalyzed ? 1 : 0;
        }

        output.WriteLine($"{tried} half-typed sources, {analyzed} of them analyzed");
    }

    [Fact]
    public void Malformed_configurations_never_throw()
    {
        var (tried, read) = (0, 0);
        for (var seed = 0; seed < 10_000 * Times; seed++)
        {
            var text = MalformedConfigs.Text(seed);
            try
            {
                var file = ConfigFileParser.Parse("models/config.json", text);
                Assert.True(file.Architecture is null != file.Error is null);
                // A tree of thousands of blocks is legal and slow.
                if (file.Architecture is { Layers: <= 64, Heads: <= 64 })
                {
                    Emit(file);
                    read++;
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {e}\n{text}");
            }

            tried++;
        }

        output.WriteLine($"{tried} configurations, {read} of them read and emitted");
        Assert.InRange(read, 100, tried / 2);
    }

    private static void Emit(ConfigFile file)
    {
        var spec = ConfigResolver.Resolve(Declaration, new([file]));
        Assert.NotNull(spec);
        Assert.NotEmpty(ConstantsFormatter.Format(spec));
        Assert.NotEmpty(HooksFormatter.Format(spec));
        Assert.NotEmpty(PartFormatter.Program(spec));
    }

    private static readonly TransformerDeclaration Declaration = new()
    {
        Source = new ArchitectureSource { Config = "config.json" },
        Type = new TypeHierarchy
        {
            Namespace = "Study",
            Containers = EquatableArray<string>.Empty,
            Name = "Model",
            PlainName = "Model",
            Accessibility = "public",
            FullName = "global::Study.Model",
            HintName = "Study.Model",
        },
    };

    private static readonly CSharpCompilation Empty = Start.Compile();

    private static CSharpCompilation Compile(string source)
    {
        var tree = Empty.SyntaxTrees[0];
        return Empty.ReplaceSyntaxTree(
            tree,
            CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)tree.Options, tree.FilePath)
        );
    }

    private static async Task<(CSharpCompilation Emitted, IReadOnlyList<Diagnostic> Diagnostics)> RunAsync(
        GeneratorDriver driver,
        string source,
        bool analyzed
    )
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(Compile(source), out var emitted, out var reported);
        var run = driver.GetRunResult().Results.Single();
        Assert.True(
            run.Exception is null && reported.IsEmpty,
            $"{run.Exception}\n{string.Join("\n", reported)}\n{source}"
        );
        var compilation = (CSharpCompilation)emitted;
        if (!analyzed)
        {
            return (compilation, []);
        }

        try
        {
            return (compilation, await Start.AnalyzeAsync(compilation));
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException(source, e);
        }
    }
}
