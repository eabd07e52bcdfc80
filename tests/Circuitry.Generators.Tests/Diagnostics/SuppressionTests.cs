using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>A pragma and an .editorconfig have the last word, whether the diagnostic is of a declaration or of its use.</summary>
public sealed class SuppressionTests
{
    private const string Use = """
        public static class User
        {
            public static object Of(Study1 experiment) => new EdgeAttributionPatching(experiment);
        }
        """;

    private static readonly string Split = Experiments.Complete.Replace(
        "Granularity.Edge)",
        "Granularity.Node, SplitQueryKeyValue = true)",
        StringComparison.Ordinal
    );

    [Fact]
    public Task A_pragma_suppresses_what_is_wrong_with_a_class() =>
        ExpectSuppressed(
            "[Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] class Model;",
            "CIR001"
        );

    [Fact]
    public Task A_pragma_suppresses_what_does_not_fit() => ExpectSuppressed(Split, "CIR023");

    [Fact]
    public Task A_pragma_suppresses_what_is_wrong_with_a_use() =>
        ExpectSuppressed(
            Experiments.Complete.Replace("Ablation.Mean", "Ablation.Zero", StringComparison.Ordinal) + Use,
            "CIR034"
        );

    [Theory]
    [InlineData("none", null)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public async Task An_editorconfig_sets_a_severity(string written, DiagnosticSeverity? expected)
    {
        foreach (var (source, id) in new[] { (Split, "CIR023"), (Experiments.Complete + Use, "CIR034") })
        {
            var project = Project.Of(source) with
            {
                EditorConfig = ImmutableDictionary<string, string>.Empty.Add(
                    $"dotnet_diagnostic.{id}.severity",
                    written
                ),
            };

            var found = (await project.AnalyzeAsync(DiagnosticSeverity.Hidden)).Where(d => d.Id == id);

            Assert.Equal(expected is { } severity ? [severity] : [], found.Select(d => d.Severity));
        }
    }

    private static async Task ExpectSuppressed(string source, string id)
    {
        var plain = await Project.Of(source).AnalyzeAsync();
        var suppressed = await Project
            .Of($"#pragma warning disable {id}\n{source}\n#pragma warning restore {id}")
            .AnalyzeAsync();

        Assert.Equal([(id, false)], plain.Select(d => (d.Id, d.IsSuppressed)));
        Assert.Equal([(id, true)], suppressed.Select(d => (d.Id, d.IsSuppressed)));
    }
}
