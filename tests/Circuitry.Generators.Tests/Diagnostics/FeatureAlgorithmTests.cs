namespace Circuitry.Generators.Tests;

/// <summary>Algorithms of the project's own that work on features: where they have a driver, and what is refused.</summary>
public sealed class FeatureAlgorithmTests
{
    private const string Mine = """
        /// <summary>Scores.</summary>
        [Algorithm("mine", "Scores every feature", GradientAtClean = "use another")]
        public sealed class Mine(Circuitry.Features.FeatureTask task, Circuitry.Features.FeatureScoringOptions? options = null)
        {
            /// <summary>Both.</summary>
            public (Circuitry.Features.FeatureTask, Circuitry.Features.FeatureScoringOptions?) Both { get; } = (task, options);
        }

        """;

    [Fact]
    public void It_has_a_driver_on_an_experiment_on_features()
    {
        var emitted = Emitted(Features.Attributes);
        Assert.Contains("public global::Study.Mine Mine(", emitted, StringComparison.Ordinal);
        Assert.Contains("=> new(Task, options);", emitted, StringComparison.Ordinal);
        Assert.DoesNotContain("Acdc", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_none_under_a_metric_that_it_does_not_suit_and_a_comment_says_why()
    {
        var emitted = Emitted(Features.Attributes.Replace("LogitDifference", "KlDivergence", StringComparison.Ordinal));
        Assert.DoesNotContain("Mine Mine(", emitted, StringComparison.Ordinal);
        Assert.Contains("// No Mine: mine takes the gradient at the clean run", emitted, StringComparison.Ordinal);
        Assert.Contains("// No FeatureAttribution: attribution patching", emitted, StringComparison.Ordinal);
        Assert.Contains("FeatureExactEffects(", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_on_a_graph_does_not_have_it()
    {
        var emitted = Project
            .Of(Experiments.Complete + Mine)
            .Generate()
            .CompilesCleanly()
            .Files.Single(file => file.Key.Contains("Study1.Experiment", StringComparison.Ordinal))
            .Value;
        Assert.DoesNotContain("Mine", emitted, StringComparison.Ordinal);
        Assert.DoesNotContain("FeatureAttribution", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_use_on_a_graph_is_told_why_it_is_not_there()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Complete
                + Mine
                + "public static class User { public static object Of(Study1 study) => study.{|CIR035:Mine|}(); }"
        );
        Assert.Contains(
            "mine works on features of dictionaries; declare [Granularity(Granularity.Feature)] and [Dictionaries]",
            Assert.Single(messages),
            StringComparison.Ordinal
        );
    }

    private static string Emitted(string attributes) =>
        Project
            .Of(
                Experiments.Toy + Experiments.Pairs + Mine + attributes + "public sealed partial class Discovery;",
                Features.Manifest
            )
            .Generate()
            .CompilesCleanly()
            .Files.Single(file => file.Key.Contains("Discovery.Experiment", StringComparison.Ordinal))
            .Value;
}
