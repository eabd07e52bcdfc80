using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>Each diagnostic has a file in the folder Rules, a page, a line in the index, and a test that earns it.</summary>
public sealed class PageTests
{
    private static readonly string Root = RepositoryRoot();

    private static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors =
    [
        .. Project
            .Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void No_id_is_used_twice() =>
        Assert.Equal(Descriptors.Select(d => d.Id).Distinct(), Descriptors.Select(d => d.Id));

    [Fact]
    public void Every_diagnostic_has_a_page_that_tells_cause_wrong_and_fixed()
    {
        foreach (var descriptor in Descriptors)
        {
            Assert.Equal($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
            var page = File.ReadAllText(Path.Combine(Root, descriptor.HelpLinkUri));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
            foreach (var heading in new[] { "## Cause", "## Wrong", "## Fixed" })
            {
                Assert.True(
                    page.Contains(heading + "\n", StringComparison.Ordinal),
                    $"{descriptor.Id} lacks {heading}"
                );
            }
        }
    }

    [Fact]
    public void Every_diagnostic_has_a_test_that_bears_its_id()
    {
        var tests = typeof(PageTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(test => test.Name)
            .ToList();

        Assert.All(Descriptors, d => Assert.Contains(tests, name => name.Contains(d.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_diagnostic_is_declared_in_a_file_of_its_own()
    {
        var rules = Path.Combine(Root, "generators", "Circuitry.Generators", "Diagnostics", "Rules");
        var ids = Directory
            .EnumerateFiles(rules)
            .Select(file =>
                Regex.Matches(File.ReadAllText(file), "\"CIR\\d{3}\"").Select(match => match.Value.Trim('"')).Single()
            );

        Assert.Equal(Descriptors.Select(d => d.Id), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_index_lists_every_diagnostic_with_its_severity_title_and_whether_it_has_a_fix()
    {
        var index = File.ReadAllLines(Path.Combine(Root, "docs", "diagnostics", "README.md"));
        var expected = Descriptors.Select(d =>
            $"| [{d.Id}]({d.Id}.md) | {d.DefaultSeverity.ToString().ToLowerInvariant()} | {d.Title} | {(FixedProject.FixableIds.Contains(d.Id) ? "yes" : "")} |"
        );

        Assert.Equal(expected, index.Where(line => line.StartsWith("| [CIR", StringComparison.Ordinal)));
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
