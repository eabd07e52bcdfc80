using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Whatever is declared, the generator and the analyzers never throw; and where the sources themselves have no error and no
/// diagnostic of ours, what is emitted compiles. Seeds are fixed; <c>CIRCUITRY_FUZZ=10</c> tries ten times as many.
/// </summary>
public sealed class HostileFuzzTests(ITestOutputHelper output)
{
    private const int Usual = 400;

    [Fact]
    public async Task Hostile_declarations_end_in_a_diagnostic_or_in_code_that_compiles()
    {
        var times = int.TryParse(
            Environment.GetEnvironmentVariable("CIRCUITRY_FUZZ"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var given
        )
            ? Math.Max(1, given)
            : 1;
        var ends = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        for (var seed = 0; seed < Usual * times; seed++)
        {
            var hostile = new HostileDeclarations(seed);
            var end = await EndAsync(hostile.Project(), seed);
            ends.TryAdd(hostile.Class, new(StringComparer.Ordinal));
            ends[hostile.Class][end] = ends[hostile.Class].GetValueOrDefault(end) + 1;
        }

        foreach (var (kind, found) in ends)
        {
            output.WriteLine($"{kind, -13} {string.Join(", ", found.Select(end => $"{end.Key} {end.Value}"))}");
        }

        // Each class of hostility has something that is refused, and all but the surroundings something that is accepted.
        Assert.All(ends.Values, found => Assert.Contains(found.Keys, end => end is Ours or Both));
        Assert.All(ends.Where(end => end.Key != "surroundings"), end => Assert.Contains(Compiled, end.Value.Keys));
    }

    private const string Compiled = "compiled";
    private const string Ours = "a diagnostic of ours";
    private const string Own = "an error of the source itself";
    private const string Both = "both";
    private const string Cascade = "an error of the source that shows in emitted code too";

    private static async Task<string> EndAsync(Project project, int seed)
    {
        var text = string.Join("\n----\n", project.Sources);
        var driver = project
            .CreateDriver()
            .RunGeneratorsAndUpdateCompilation(project.Compile(), out var emitted, out var reported);
        var run = driver.GetRunResult().Results.Single();
        Assert.True(
            run.Exception is null && reported.IsEmpty,
            $"seed {seed}: {run.Exception}\n{string.Join("\n", reported)}\n{text}"
        );

        IReadOnlyList<Diagnostic> ours;
        try
        {
            ours = await project.AnalyzeAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)emitted);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"seed {seed}: {text}", e);
        }

        var isOurs = ours.Any(IsError);
        var errors = emitted.GetDiagnostics().Where(IsError).ToList();
        var own = errors.Where(error => !OwnMembers.IsEmitted(error.Location)).ToList();
        // What the compiler finds in emitted code is found in the source as well, or it is a fault of ours.
        Assert.True(
            own.Count > 0 || errors.Count == 0,
            $"seed {seed}: {string.Join("\n", errors)}\n{string.Join("\n", ours)}\n{text}"
        );
        // CS0050 to CS0061: a base class or a parameter that is less visible, which is only what is emitted.
        Assert.DoesNotContain(
            errors,
            error => string.CompareOrdinal(error.Id, "CS0050") >= 0 && string.CompareOrdinal(error.Id, "CS0061") <= 0
        );
        if (own.Count < errors.Count)
        {
            return isOurs ? Both : Cascade;
        }

        return (isOurs, own.Count > 0) switch
        {
            (true, true) => Both,
            (true, false) => Ours,
            (false, true) => Own,
            _ => Compiled,
        };
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
