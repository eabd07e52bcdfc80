extern alias generators;
using System.Collections.Immutable;
using System.Diagnostics;
using generators::Circuitry.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Circuitry.Benchmarks;

/// <summary>
/// What the generator and the analyzers cost in an editor: a first run, and an edit of a file that declares nothing, with the
/// edited compilation made within what is measured. Then the size of a large model's code and how long it compiles.
/// </summary>
/// <remarks>
/// Milliseconds of the clock are the least of all rounds, those of the processor the mean; on a machine that others use the latter
/// tells more. Analysis makes the compiler bind what it would bind anyway: an analyzer that does nothing is there to compare with.
/// </remarks>
internal static class GeneratorComparison
{
    private const string Large =
        "[Transformer(Layers = 32, Heads = 32, ModelWidth = 4096, MlpWidth = 11008, Context = 4096, Vocabulary = 32000)]";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Ours = [new CircuitryAnalyzer(), new UseAnalyzer()];

    /// <summary>Prints the tables.</summary>
    public static async Task RunAsync()
    {
        // The compiler itself is compiled once, by whoever comes first.
        await MeasureAsync(2, 3);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var experiments in new[] { 1, 10, 100 })
        {
            rows.AddRange(await MeasureAsync(experiments, 40));
        }

        Print(["experiments", "what", "ms, least", "ms of processor, mean", "rounds"], rows);
        Console.WriteLine();
        Print(["32 layers of 32 heads", ""], LargeModel());
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> MeasureAsync(int experiments, int rounds)
    {
        var project = new GeneratedProject(experiments);
        var start = project.Compile();
        var driver = project.CreateDriver().RunGenerators(start);
        var edited = 0;
        CSharpCompilation Edit() => project.EditUnrelated(start, ++edited);
        return
        [
            Row(
                "first run of the generator",
                rounds / 4 + 1,
                () => project.CreateDriver().RunGenerators(project.Compile())
            ),
            Row("unrelated edit, generator", rounds, () => driver.RunGenerators(Edit())),
            Row(
                "edit of one experiment, generator",
                rounds,
                () => driver.RunGenerators(project.EditExperiment(start, ++edited))
            ),
            await RowAsync(
                "first run, generator and analyzers, all files",
                rounds / 4 + 1,
                () => AnalyzeAsync(Ours, project, project.CreateDriver(), project.Compile(), experiments + 2)
            ),
            await RowAsync(
                "first run, generator and an analyzer that does nothing",
                rounds / 4 + 1,
                () => AnalyzeAsync([new Nothing()], project, project.CreateDriver(), project.Compile(), experiments + 2)
            ),
            await RowAsync(
                "unrelated edit, generator and analyzers, that file",
                rounds,
                () => AnalyzeAsync(Ours, project, driver, Edit(), 1)
            ),
            await RowAsync(
                "unrelated edit, generator and an analyzer that does nothing",
                rounds,
                () => AnalyzeAsync([new Nothing()], project, driver, Edit(), 1)
            ),
        ];

        IReadOnlyList<string> Row(string what, int count, Action action) =>
            RowAsync(
                    what,
                    count,
                    () =>
                    {
                        action();
                        return Task.CompletedTask;
                    }
                )
                .GetAwaiter()
                .GetResult();

        async Task<IReadOnlyList<string>> RowAsync(string what, int count, Func<Task> action)
        {
            await action();
            var least = double.MaxValue;
            var processor = Processor();
            for (var round = 0; round < count; round++)
            {
                var watch = Stopwatch.StartNew();
                await action();
                least = Math.Min(least, watch.Elapsed.TotalMilliseconds);
            }

            var mean = (Processor() - processor).TotalMilliseconds / count;
            return
            [
                Invariant($"{experiments}"),
                what,
                Invariant($"{least:f2}"),
                Invariant($"{mean:f2}"),
                Invariant($"{count}"),
            ];
        }
    }

    private static async Task AnalyzeAsync(
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        GeneratedProject project,
        GeneratorDriver driver,
        CSharpCompilation compilation,
        int files
    )
    {
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var analyzed = output.WithAnalyzers(analyzers, new AnalyzerOptions(project.Files));
        // The file that is edited comes last.
        foreach (var tree in compilation.SyntaxTrees.Reverse().Take(files))
        {
            await analyzed.GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(tree), null, default);
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> LargeModel()
    {
        var project = new GeneratedProject(1, Large);
        var compilation = project.Compile();
        var driver = project.CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var generation = Stopwatch.StartNew();
        project.CreateDriver().RunGenerators(compilation);
        generation.Stop();
        var files = driver.GetRunResult().Results.Single().GeneratedSources;
        var emission = Stopwatch.StartNew();
        var processor = Processor();
        using var stream = new MemoryStream();
        var result = output.Emit(stream);
        return
        [
            ["emitted for the model, characters", Invariant($"{Size(files, "Model."):n0}")],
            ["emitted for the experiment, characters", Invariant($"{Size(files, "Study0."):n0}")],
            ["first run of the generator, ms", Invariant($"{generation.Elapsed.TotalMilliseconds:f0}")],
            ["compiled, ms", Invariant($"{emission.Elapsed.TotalMilliseconds:f0}")],
            ["compiled, ms of processor", Invariant($"{(Processor() - processor).TotalMilliseconds:f0}")],
            ["errors", Invariant($"{result.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error)}")],
        ];
    }

    private static int Size(ImmutableArray<GeneratedSourceResult> files, string name) =>
        files.Where(file => file.HintName.Contains(name, StringComparison.Ordinal)).Sum(file => file.SourceText.Length);

    private static void Print(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (var line in TextTable.Lines(columns, rows))
        {
            Console.WriteLine(line);
        }
    }

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
