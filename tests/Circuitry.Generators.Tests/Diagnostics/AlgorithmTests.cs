namespace Circuitry.Generators.Tests;

/// <summary>Algorithms and ablations of the project's own: what is emitted for them, and what is refused.</summary>
public sealed class AlgorithmTests
{
    private const string Scores = """
        /// <summary>Scores.</summary>
        [Algorithm("mine", "Scores <units> & \"more\"", GradientAtClean = "use another")]
        public sealed class Mine(GraphExperiment experiment, ScoringOptions? options = null)
        {
            /// <summary>Both.</summary>
            public (GraphExperiment, ScoringOptions?) Both { get; } = (experiment, options);
        }

        """;

    private static readonly string Differing = Experiments.Complete.Replace(
        "Metric<KlDivergence>",
        "Metric<LogitDifference>",
        StringComparison.Ordinal
    );

    [Fact]
    public void An_algorithm_of_the_project_has_a_driver_where_it_suits()
    {
        var generated = Project.Of(Differing + Scores).Generate();
        Assert.Empty(generated.Errors);
        var experiment = Emitted(generated);
        Assert.Contains(
            "/// <summary>Scores &lt;units&gt; &amp; \"more\".</summary>",
            experiment,
            StringComparison.Ordinal
        );
        Assert.Contains("public global::Study.Mine Mine(", experiment, StringComparison.Ordinal);
        Assert.Contains("[typeof(global::Study.Mine)]", experiment, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_does_not_suit_a_comment_says_why()
    {
        var generated = Project.Of(Experiments.Complete + Scores).Generate();
        Assert.Empty(generated.Errors);
        var experiment = Emitted(generated);
        Assert.DoesNotContain("Mine Mine(", experiment, StringComparison.Ordinal);
        Assert.Contains("// No Mine: mine takes the gradient at the clean run", experiment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_use_of_a_driver_that_is_not_emitted_is_told_why()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Complete
                + Scores
                + "public static class User { public static object Of(Study1 study) => study.{|CIR034:Mine|}(); }"
        );
        Assert.StartsWith("'Study1' cannot be scored by Mine: mine takes the gradient", Assert.Single(messages));
    }

    [Fact]
    public void An_internal_algorithm_has_an_internal_driver()
    {
        var generated = Project
            .Of(
                Differing
                    + Scores.Replace("public sealed class Mine", "internal sealed class Mine", StringComparison.Ordinal)
            )
            .Generate();
        Assert.Empty(generated.Errors);
        Assert.Contains("internal global::Study.Mine Mine(", Emitted(generated), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_are_called_as_keywords_are_escaped()
    {
        var generated = Project
            .Of(
                Differing
                    + """
                    /// <summary>Options.</summary>
                    public sealed record Options { /// <summary>Event.</summary>
                    public required int Event { get; init; } }
                    /// <summary>Keywords.</summary>
                    [Algorithm("keywords", "Keywords", Driver = "Keys")]
                    public sealed class Keywords(GraphExperiment experiment, Options @class)
                    {
                        /// <summary>Both.</summary>
                        public (GraphExperiment, Options) Both { get; } = (experiment, @class);
                    }
                    """
            )
            .Generate();
        Assert.Empty(generated.Errors);
        Assert.Contains("Keys(int @event)", Emitted(generated), StringComparison.Ordinal);
        Assert.Contains("@class)", Emitted(generated), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public abstract class Mine { protected Mine(GraphExperiment e) { } }", "is abstract")]
    [InlineData(
        "public sealed class Mine<T>(GraphExperiment e) { public GraphExperiment E { get; } = e; }",
        "is generic"
    )]
    [InlineData(
        "file sealed class Mine(GraphExperiment e) { public GraphExperiment E { get; } = e; }",
        "cannot be named"
    )]
    [InlineData("public sealed class Mine;", "has no constructor that an experiment can call")]
    [InlineData(
        "public sealed class Mine { public Mine(int a) { } }",
        "has no constructor that an experiment can call"
    )]
    [InlineData("public sealed class Mine { public Mine(GraphExperiment e, int a = 3) { } }", "has no constructor")]
    [InlineData("public sealed class Mine { public Mine(GraphExperiment e, ref int a) { } }", "has no constructor")]
    [InlineData(
        "public sealed class Mine { public Mine(GraphExperiment e) { } public Mine(GraphExperiment e, int a) { } }",
        "has no constructor that an experiment can call"
    )]
    public async Task CIR046_a_class_that_no_experiment_can_make(string type, string why)
    {
        var source = Differing + "[{|CIR046:Algorithm(\"mine\", \"Mine\")|}] " + type;
        Assert.Contains(why, Assert.Single(await Marked.ExpectAsync(source)), StringComparison.Ordinal);
        Assert.Empty(Project.Of(Marked.Parse(source).Text).Generate().Errors);
    }

    [Theory]
    [InlineData("ExactEffects", "has the driver 'ExactEffects' of Circuitry.Discovery.Attribution.ExactEffects")]
    [InlineData("Measure", "which experiments have already")]
    [InlineData("Load", "which experiments have already")]
    [InlineData("GetHashCode", "which experiments have already")]
    [InlineData("1st", "which is no name of a method")]
    public async Task CIR046_a_driver_whose_name_is_taken(string driver, string why)
    {
        var source =
            Differing
            + $"[{{|CIR046:Algorithm(\"mine\", \"Mine\", Driver = \"{driver}\")|}}] "
            + "public sealed class Mine(GraphExperiment e) { public GraphExperiment E { get; } = e; }";
        Assert.Contains(why, Assert.Single(await Marked.ExpectAsync(source)), StringComparison.Ordinal);
        Assert.Empty(Project.Of(Marked.Parse(source).Text).Generate().Errors);
    }

    [Theory]
    [InlineData("public abstract record Own : Ablation;", "is abstract")]
    [InlineData(
        "public sealed record Own(int A) : Ablation { public override TorchSharp.torch.Tensor Replace(AblatedActivation a) => a.Clean; }",
        "has no public constructor without parameters"
    )]
    public async Task CIR024_an_ablation_that_cannot_be_made(string type, string why)
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Complete.Replace(
                "Corruption(Ablation.Mean)",
                "{|CIR024:Corruption<Own>|}",
                StringComparison.Ordinal
            ) + type
        );
        Assert.Contains(why, messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CIR027_an_ablation_that_needs_corrupted_prompts_on_clean_ones()
    {
        var messages = await Marked.ExpectAsync(
            Experiments
                .Complete.Replace("Corruption(Ablation.Mean)", "{|CIR027:Corruption<Own>|}", StringComparison.Ordinal)
                .Replace(
                    "public sealed class Pairs",
                    "[DatasetMakes(Corrupted = false)] public sealed class Pairs",
                    StringComparison.Ordinal
                )
                + """
                /// <summary>Own.</summary>
                [AblationTraits(NeedsCorruption = true)]
                public sealed record Own : Ablation
                {
                    /// <inheritdoc/>
                    public override TorchSharp.torch.Tensor Replace(AblatedActivation activation) => activation.Corrupted;
                }
                """
        );
        Assert.StartsWith("'Pairs' makes clean prompts only", Assert.Single(messages));
    }

    private static string Emitted(Generated generated) => generated.Files["Study.Study1.Experiment.g.cs"];
}
