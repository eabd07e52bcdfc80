using System.Text.RegularExpressions;
using Circuitry.TestKit;

namespace Circuitry.Tests;

/// <summary>What depends on the granularity is a member of the units; the few places that ask for it are counted.</summary>
public sealed partial class GranularityTests
{
    // Where a declaration or a file becomes units or a base class, and rules of declarations.
    private static readonly string[] Asking =
    [
        "generators/Circuitry.Generators/Parsing/Emitted/EmittedExperiment.cs: 1",
        "src/Circuitry/Declarations/AlgorithmRules.cs: 2",
        "src/Circuitry/Declarations/Granularities.cs: 2",
        "src/Circuitry/Graphs/GraphUnits.cs: 3",
    ];

    [Fact]
    public void Granularity_is_asked_for_where_units_are_made_and_nowhere_else()
    {
        var root = RepositoryRoot.Find();
        var found = new[] { "src", "generators", "experiments" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (file.Name, Count: file.Text.Split('\n').Sum(line => Question().Count(line))))
            .Where(file => file.Count > 0)
            .Select(file => FormattableString.Invariant($"{file.Name}: {file.Count}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Asking, found);
    }

    // A comparison, a pattern, an arm of a switch or a case; not in comments and texts, whose quotes and slashes stand before.
    [GeneratedRegex(
        """^[^"/]*?((==|!=|\bis|\bnot|\bor|\bcase)\s*\(?\s*([\w.:]+\.)?Granularity\.\w+|\bGranularity\.\w+\s*(=>|or\b|==|!=))"""
    )]
    private static partial Regex Question();
}
