using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>What an experiment costs: told, and warned of past a limit.</summary>
public sealed class CostTests
{
    private const string Known = "[DatasetMakes(LongestPrompt = 4)]";

    [Fact]
    public async Task CIR037_edges_bytes_and_operations_are_told()
    {
        var messages = await Costs(Known, "(Size = 7, Seed = 3)");

        // 1333 weights, and 3 * 7 writers and 6 stages of 8 numbers for each of 28 tokens. A token costs 2 * (2 * 512 + 46 * 8)
        // operations and 256 of attention, an answer 80.
        Assert.Equal(
            [
                "'Study1' has 46 edges; measuring it holds 28.8 KiB (7 pairs of 4 tokens), "
                    + "and a patched run takes 8.6e4 floating-point operations",
            ],
            messages
        );
    }

    [Theory]
    [InlineData("", "(Size = 7)", "for each position of 7 pairs")]
    [InlineData("[DatasetMakes(LongestPrompt = 4)]", "", "for each pair of 4 tokens")]
    [InlineData("", "", "for each position of each pair")]
    public async Task CIR037_says_what_is_not_known(string attribute, string arguments, string unit) =>
        Assert.Contains(unit, Assert.Single(await Costs(attribute, arguments)), StringComparison.Ordinal);

    [Fact]
    public async Task CIR037_says_nothing_where_prompts_decide_how_many_edges_there_are()
    {
        var split = Project.Of(
            Experiments.Complete.Replace(
                "Granularity.Edge)",
                "Granularity.Edge, SplitPositions = true)",
                StringComparison.Ordinal
            )
        );

        Assert.DoesNotContain(await split.AnalyzeAsync(DiagnosticSeverity.Info), d => d.Id is "CIR037" or "CIR038");
    }

    [Fact]
    public async Task CIR037_counts_the_pairs_that_there_are() =>
        Assert.Contains(
            "(9 pairs of 4 tokens)",
            Assert.Single(await Costs("[DatasetMakes(Pairs = 9, LongestPrompt = 4)]", "")),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("circuitry_memory_limit", "28 KiB", "the limit of 28.0 KiB", true)]
    [InlineData("circuitry_memory_limit", "28KB", "the limit of 27.3 KiB", true)]
    [InlineData("build_property.CircuitryMemoryLimit", "28000", "the limit of 27.3 KiB", true)]
    [InlineData("circuitry_memory_limit", "1 MiB", "", false)]
    [InlineData("circuitry_memory_limit", "", "", false)]
    public async Task CIR038_a_limit_can_be_set(string option, string value, string shown, bool exceeded)
    {
        var project = Project.Of(Source(Known, "(Size = 7, Seed = 3)")) with
        {
            EditorConfig = ImmutableDictionary<string, string>.Empty.Add(option, value),
        };

        var found = await project.AnalyzeAsync();

        Assert.Equal(exceeded ? ["CIR038"] : [], found.Select(d => d.Id));
        Assert.All(
            found,
            d =>
                Assert.Contains(
                    "holds 28.8 KiB for 7 pairs of 4 tokens, more than " + shown,
                    Message(d),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task CIR038_past_the_usual_limit_nothing_need_be_set()
    {
        var messages = await Marked.ExpectAsync(
            Source("[DatasetMakes(LongestPrompt = 4)]", "(Size = 20000000, Seed = 3)")
                .Replace(
                    "Granularity(Granularity.Edge)",
                    "{|CIR038:Granularity(Granularity.Edge)|}",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal(
            [
                "'Study1' holds 64.4 GiB for 20000000 pairs of 4 tokens, more than the limit of 16.0 GiB; use fewer pairs, "
                    + "shorter prompts or [Granularity(..., SplitQueryKeyValue = false)], or raise circuitry_memory_limit",
            ],
            messages
        );
    }

    [Theory]
    [InlineData("much")]
    [InlineData("12 XiB")]
    [InlineData("-1")]
    public async Task CIR039_a_limit_that_is_no_number(string value)
    {
        var project = Project.Of(Experiments.Complete) with
        {
            EditorConfig = ImmutableDictionary<string, string>.Empty.Add("circuitry_memory_limit", value),
        };

        var found = Assert.Single(await project.AnalyzeAsync());

        Assert.Equal("CIR039", found.Id);
        Assert.StartsWith($"circuitry_memory_limit is '{value}'", Message(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1024", 1024.0)]
    [InlineData("24 GiB", 24.0 * 1024 * 1024 * 1024)]
    [InlineData("24gb", 24e9)]
    [InlineData("1.5 KiB", 1536.0)]
    [InlineData("2 B", 2.0)]
    [InlineData("2 iB", null)]
    [InlineData("", null)]
    public void Bytes_are_read_as_people_write_them(string text, double? bytes) =>
        Assert.Equal(bytes, ByteCount.Parse(text));

    private static async Task<IReadOnlyList<string>> Costs(string attribute, string arguments)
    {
        var found = await Project.Of(Source(attribute, arguments)).AnalyzeAsync(DiagnosticSeverity.Info);
        return [.. found.Where(d => d.Id == "CIR037").Select(Message)];
    }

    private static string Source(string attribute, string arguments) =>
        Experiments
            .Complete.Replace(
                "public sealed class Pairs",
                attribute + " public sealed class Pairs",
                StringComparison.Ordinal
            )
            .Replace("(Size = 7, Seed = 3)", arguments, StringComparison.Ordinal);

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
