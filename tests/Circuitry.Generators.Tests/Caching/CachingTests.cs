using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>What an edit runs again: nothing, unless it changes a declaration or a file that one names.</summary>
public sealed class CachingTests
{
    private static readonly Project Start = Project.Of(
        Experiments.Complete
            + """[Transformer("gpt2/config.json")] public sealed partial class Gpt2Small;"""
            + Features.Attributes
            + "public sealed partial class Discovery;"
            + Features.Shift
            + "public sealed partial class Debiasing { public partial Judgement Judge(FeatureEvidence e) => Judgement.Relevant; }",
        Configs.Gpt2,
        Features.Manifest
    );

    [Fact]
    public void Every_step_has_a_name_that_the_pipeline_tracks() =>
        Assert.Equal(
            typeof(TrackingNames).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(),
            Steps(Start.CreateDriver().RunGenerators(Start.Compile())).Keys.Order()
        );

    [Fact]
    public void The_same_compilation_again_runs_nothing() => ExpectUnchanged(compilation => compilation.Clone());

    [Fact]
    public void An_unrelated_file_runs_nothing() =>
        ExpectUnchanged(compilation => compilation.AddSyntaxTrees(Parse("public static class Unrelated;")));

    [Fact]
    public void A_comment_and_a_moved_declaration_change_nothing() =>
        ExpectUnchanged(compilation =>
        {
            var tree = compilation.SyntaxTrees[0];
            return compilation.ReplaceSyntaxTree(
                tree,
                Parse(tree.ToString().Replace("using Circuitry;", "// A comment.\n\n\nusing Circuitry;"))
            );
        });

    [Fact]
    public void An_equivalent_spelling_changes_nothing() =>
        ExpectUnchanged(compilation =>
        {
            var tree = compilation.SyntaxTrees[0];
            return compilation.ReplaceSyntaxTree(
                tree,
                Parse(
                    tree.ToString()
                        .Replace("Layers = 2, Heads = 2", "Heads = 1 + 1, Layers = 2")
                        .Replace("Ablation.Mean", "global::Circuitry.Ablation.Mean")
                )
            );
        });

    [Theory]
    [InlineData("return 1;", "return 2;")]
    [InlineData("=> 3;", "=> 3 + 4;")]
    [InlineData("get => _field;", "get => -_field;")]
    [InlineData("_field = 5;", "_field = 55;")]
    [InlineData("return 1;", "return 1; /* A comment. */")]
    [InlineData("return 1;", "return")]
    public void A_keystroke_in_a_body_binds_nothing(string before, string after) =>
        Assert.Equal([IncrementalStepRunReason.Cached], AfterEditOf(Bodies, before, after)[TrackingNames.Declarations]);

    [Theory]
    [InlineData("const int Size = 7", "const int Size = 8")]
    [InlineData("First = 1", "First = 2")]
    [InlineData("Seed = 3", "Seed = 4")]
    [InlineData("using Zero = System.Int32;", "using Zero = System.Int64;")]
    [InlineData("class Named : System.Attribute", "class Named : System.Exception")]
    [InlineData("int Method()", "long Method()")]
    [InlineData("using Zero", "#nullable disable\nusing Zero")]
    public void An_edit_of_anything_that_is_declared_reads_declarations_again(string before, string after) =>
        Assert.NotEqual(
            [IncrementalStepRunReason.Cached],
            AfterEditOf(Bodies, before, after)[TrackingNames.Declarations]
        );

    [Theory]
    [InlineData("const int Size = 7", "const int Size = 8", "DatasetSize = 8")]
    [InlineData("First = 1", "First = 2", "DatasetSeed = 5")]
    public void What_an_attribute_takes_from_elsewhere_is_read_again(string before, string after, string emitted)
    {
        var source = Bodies.Replace(
            "Size = 7, Seed = 3",
            "Size = Elsewhere.Size, Seed = 3 + (int)Numbers.First",
            StringComparison.Ordinal
        );
        var driver = Project.Of(source).CreateDriver().RunGenerators(Project.Of(source).Compile());

        var edited = driver.RunGenerators(
            Project.Of(source.Replace(before, after, StringComparison.Ordinal)).Compile()
        );

        Assert.Contains(
            edited.GetRunResult().GeneratedTrees,
            tree => tree.ToString().Contains(emitted, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_reference_or_an_option_that_changes_reads_declarations_again()
    {
        var compilation = Start.Compile();
        var driver = Start.CreateDriver().RunGenerators(compilation);

        foreach (
            var edited in new[]
            {
                compilation.WithReferences(compilation.References.Skip(1)),
                compilation.WithOptions(compilation.Options.WithAllowUnsafe(true)),
                compilation.WithAssemblyName("Other"),
                compilation.AddSyntaxTrees(Parse("public class Another;")),
            }
        )
        {
            Assert.DoesNotContain(
                IncrementalStepRunReason.Cached,
                Steps(driver.RunGenerators(edited))[TrackingNames.Declarations]
            );
        }
    }

    [Fact]
    public void A_changed_size_runs_its_model_and_experiment_again_and_no_other()
    {
        var driver = Start.CreateDriver().RunGenerators(Start.Compile());
        var edited = Start with { Sources = [Start.Sources[0].Replace("Layers = 2", "Layers = 3")] };

        var steps = Steps(driver.RunGenerators(edited.Compile()));

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            steps[TrackingNames.Transformer].Order()
        );
        Assert.Equal([IncrementalStepRunReason.Modified], steps[TrackingNames.Experiment]);
    }

    [Fact]
    public void A_changed_file_runs_again_what_names_it()
    {
        var compilation = Start.Compile();
        var file = new AdditionalFile(Configs.Gpt2.Path, Configs.Gpt2.Text);
        var edited = new AdditionalFile(Configs.Gpt2.Path, Configs.Gpt2.Text.Replace("1024", "512"));
        var driver = (Start with { Files = [] }).CreateDriver().AddAdditionalTexts([file]).RunGenerators(compilation);

        var steps = Steps(driver.ReplaceAdditionalText(file, edited).RunGenerators(compilation));

        Assert.Equal([IncrementalStepRunReason.Modified], steps[TrackingNames.ConfigFile]);
        Assert.Contains(IncrementalStepRunReason.Modified, steps[TrackingNames.Transformer]);
        Assert.Equal([IncrementalStepRunReason.Unchanged], steps[TrackingNames.Experiment]);
    }

    [Fact]
    public void Equal_sources_give_equal_models_and_different_ones_do_not()
    {
        var models = Outputs(Start).ToList();

        Assert.NotEmpty(models);
        Assert.Equal(models, Outputs(Start));
        Assert.Equal(
            models.Select(model => model?.GetHashCode()),
            Outputs(Start).Select(model => model?.GetHashCode())
        );
        Assert.NotEqual(models, Outputs(Start with { Sources = [Start.Sources[0].Replace("Seed = 3", "Seed = 4")] }));
    }

    [Fact]
    public void Nothing_of_the_compiler_is_reachable_from_a_model()
    {
        var visited = ReachableObjects.From(Outputs(Start));

        Assert.Contains(visited, value => value is "global::Study.Toy");
        Assert.DoesNotContain(
            visited,
            value => value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel
        );
    }

    [Fact]
    public void The_walk_over_reachable_objects_would_find_a_symbol() =>
        Assert.Contains(
            ReachableObjects.From([new Holder(Start.Compile().GlobalNamespace)]),
            value => value is ISymbol
        );

    private const string Bodies =
        "using Zero = System.Int32;\n"
        + Experiments.Complete
        + """
            public static class Elsewhere
            {
                public const int Size = 7;
                private static int _field = 5;
                public static int Property { get => _field; set => _field = value; }
                public static int Arrow => 3;
                public static int Method() { return 1; }
            }

            public enum Numbers { First = 1 }

            public sealed class Named : System.Attribute;
            """;

    private static Dictionary<string, List<IncrementalStepRunReason>> AfterEditOf(
        string source,
        string before,
        string after
    )
    {
        Assert.Contains(before, source, StringComparison.Ordinal);
        var project = Project.Of(source);
        var compilation = project.Compile();
        var driver = project.CreateDriver().RunGenerators(compilation);
        var edited = Parse(project.Sources[0].Replace(before, after, StringComparison.Ordinal));
        return Steps(driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited)));
    }

    private static void ExpectUnchanged(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Start.Compile();
        var driver = Start.CreateDriver().RunGenerators(compilation);
        var steps = Steps(driver.RunGenerators(edit(compilation)));

        Assert.All(
            steps.SelectMany(step => step.Value),
            reason =>
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    string.Join("; ", steps.Select(step => $"{step.Key}: {string.Join(", ", step.Value)}"))
                )
        );
    }

    private static Dictionary<string, List<IncrementalStepRunReason>> Steps(GeneratorDriver driver) =>
        driver
            .GetRunResult()
            .Results.Single()
            .TrackedSteps.Where(step => typeof(TrackingNames).GetField(step.Key) is not null)
            .ToDictionary(
                step => step.Key,
                step => step.Value.SelectMany(run => run.Outputs).Select(output => output.Reason).ToList()
            );

    private static IEnumerable<object?> Outputs(Project project) =>
        project
            .CreateDriver()
            .RunGenerators(project.Compile())
            .GetRunResult()
            .Results.Single()
            .TrackedSteps.Where(step => typeof(TrackingNames).GetField(step.Key) is not null)
            .OrderBy(step => step.Key, StringComparer.Ordinal)
            .SelectMany(step => step.Value)
            .SelectMany(run => run.Outputs)
            .Select(output => (object?)output.Value);

    private static SyntaxTree Parse(string text) =>
        CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)Start.Compile().SyntaxTrees[0].Options, "Source0.cs");

    private sealed record Holder(object Value);
}
