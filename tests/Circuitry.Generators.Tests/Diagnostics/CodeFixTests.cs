using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>Code fixes: what they change, and that the result compiles and earns no diagnostic.</summary>
public sealed class CodeFixTests
{
    private const string Sizes = "Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3";
    private const string Gpt2 = """[Transformer("gpt2/config.json")] public sealed partial class Model;""";

    [Theory]
    [InlineData("public sealed class Model;", "public sealed partial class Model;")]
    [InlineData("class Model;", "partial class Model;")]
    public Task CIR001_the_class_becomes_partial(string before, string after) =>
        Expect(
            $"// A model.\n[Transformer({Sizes})] {before}",
            "CIR001",
            "Make it partial",
            $"// A model.\n[Transformer({Sizes})] {after}"
        );

    [Fact]
    public Task CIR002_the_container_becomes_partial() =>
        Expect(
            $$"""
            // Models.
            static class Models { [Transformer({{Sizes}})] public sealed partial class Model; }
            """,
            "CIR002",
            "Make it partial",
            $$"""
            // Models.
            static partial class Models { [Transformer({{Sizes}})] public sealed partial class Model; }
            """
        );

    [Fact]
    public Task CIR002_all_containers_become_partial() =>
        Expect(
            $$"""
            class A { public static class B { [Transformer({{Sizes}})] public sealed partial class Model; } }
            """,
            "CIR002",
            "Make it partial",
            $$"""
            partial class A { public static partial class B { [Transformer({{Sizes}})] public sealed partial class Model; } }
            """
        );

    [Fact]
    public Task CIR002_a_container_without_modifiers_keeps_its_comment() =>
        Expect(
            $$"""
            // Models.
            struct Models { [Transformer({{Sizes}})] public sealed partial class Model; }
            """,
            "CIR002",
            "Make it partial",
            $$"""
            // Models.
            partial struct Models { [Transformer({{Sizes}})] public sealed partial class Model; }
            """
        );

    [Fact]
    public Task CIR004_what_is_missing_is_added() =>
        Expect(
            Experiments.Toy
                + """
                /// <summary>A study.</summary>
                [Experiment]
                [Corruption(Ablation.Zero)]
                public sealed partial class Study1;
                """,
            "CIR004",
            "Add what is missing",
            Experiments.Toy
                + """
                /// <summary>A study.</summary>
                [Experiment]
                [Model<Toy>]
                [Dataset<IndirectObjects>(Size = 100, Seed = 0)]
                [Metric<KlDivergence>]
                [Granularity(Granularity.Edge)]
                [Corruption(Ablation.Zero)]
                public sealed partial class Study1;
                """
        );

    [Fact]
    public async Task CIR004_without_a_model_nothing_is_offered() =>
        Assert.Empty(
            await FixedProject.TitlesAsync(Project.Of("[Experiment] public sealed partial class Study1;"), "CIR004")
        );

    [Fact]
    public Task CIR011_sizes_beside_a_file_are_removed() =>
        Expect(
            """[Transformer("gpt2/config.json", Layers = 6, Heads = 2)] public sealed partial class Model;""",
            "CIR011",
            "Remove the sizes",
            Gpt2
        );

    [Fact]
    public Task CIR020_the_second_of_two_is_removed() =>
        Expect(
            Experiments.Complete.Replace(
                "[Granularity(",
                "[Metric<AnswerLoss>]\n[Granularity(",
                StringComparison.Ordinal
            ),
            "CIR020",
            "Remove the second one",
            Experiments.Complete
        );

    [Fact]
    public Task CIR022_the_attribute_that_makes_an_experiment_is_added() =>
        Expect(
            Experiments.Complete.Replace("[Experiment, Model", "[Model", StringComparison.Ordinal),
            "CIR022",
            "Add [Experiment]",
            Experiments.Complete.Replace("[Experiment, Model", "[Experiment]\n[Model", StringComparison.Ordinal)
        );

    [Fact]
    public Task CIR023_a_split_without_effect_is_removed() =>
        Expect(
            Experiments.Complete.Replace(
                "Granularity.Edge)",
                "Granularity.Node, SplitQueryKeyValue = true)",
                StringComparison.Ordinal
            ),
            "CIR023",
            "Remove the argument",
            Experiments.Complete.Replace("Granularity.Edge)", "Granularity.Node)", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("<Pairs>", "<Pairs>(Size = 100)", 100)]
    [InlineData("<Pairs>(Seed = 3)", "<Pairs>(Size = 100, Seed = 3)", 100)]
    [InlineData("<Pairs>(Seed = 3, Size = 1)", "<Pairs>(Seed = 3, Size = 2)", 2)]
    public Task CIR030_the_size_is_set(string before, string after, int size)
    {
        var source = Experiments.Complete.Replace(
            "public sealed class Pairs",
            "[DatasetNeeds(Size = 2)] public sealed class Pairs",
            StringComparison.Ordinal
        );
        return Expect(
            source.Replace("<Pairs>(Size = 7, Seed = 3)", before, StringComparison.Ordinal),
            "CIR030",
            FormattableString.Invariant($"Set Size = {size}"),
            source.Replace("<Pairs>(Size = 7, Seed = 3)", after, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("CIR031", "Model.Hooks.Layer12.Head0", "Replace by 'Layer11'", "Model.Hooks.Layer11.Head0")]
    [InlineData("CIR031", "Model.Hooks.Layer3.Head07.Query", "Replace by 'Head7'", "Model.Hooks.Layer3.Head7.Query")]
    [InlineData("CIR033", "Model.Hooks.Layer3.Head7.Qeury", "Replace by 'Query'", "Model.Hooks.Layer3.Head7.Query")]
    [InlineData(
        "CIR036",
        "run[\"blocks.3.attn.hook_z[5]\"]",
        "Replace by 'Model.Hooks.Layer3.Head5.MixedValue'",
        "run[Model.Hooks.Layer3.Head5.MixedValue]"
    )]
    [InlineData(
        "CIR032",
        "Model.Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer9.Head6.Output)",
        "Replace by 'Model.Hooks.Layer9.Head6.Query.From(Model.Hooks.Layer5.Head5.Output)'",
        "Model.Hooks.Layer9.Head6.Query.From(Model.Hooks.Layer5.Head5.Output)"
    )]
    [InlineData(
        "CIR032",
        "Model.Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer5.Mlp.Output)",
        "Replace by 'Model.Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.Head5.Output)'",
        "Model.Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.Head5.Output)"
    )]
    [InlineData(
        "CIR032",
        "Model.Hooks.Layer2.Mlp.From(Model.Hooks.Layer9.Head6.Output)",
        "Replace by 'Model.Hooks.Layer9.Head6.Value.From(Model.Hooks.Layer2.Mlp.Output)'",
        "Model.Hooks.Layer9.Head6.Value.From(Model.Hooks.Layer2.Mlp.Output)"
    )]
    [InlineData(
        "CIR032",
        "Model.Hooks.Layer2.Head1.From(Model.Hooks.Layer9.Head6.Output)",
        "Replace by 'Model.Hooks.Layer9.Head6.From(Model.Hooks.Layer2.Head1.Output)'",
        "Model.Hooks.Layer9.Head6.From(Model.Hooks.Layer2.Head1.Output)"
    )]
    public Task CIR03x_an_expression_is_replaced(string id, string before, string title, string after) =>
        Expect(Use(before), id, title, Use(after));

    [Fact]
    public Task CIR033_the_key_of_a_query_head_becomes_that_of_its_key_and_value_head() =>
        Expect(
            Use("Model.Hooks.Layer1.Head5.Key").Replace("gpt2/", "llama/", StringComparison.Ordinal),
            "CIR033",
            "Replace by 'Model.Hooks.Layer1.KeyValueHead1.Key'",
            Use("Model.Hooks.Layer1.KeyValueHead1.Key").Replace("gpt2/", "llama/", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Model.Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer5.Head4.Output)")]
    [InlineData("Model.Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.Mlp.Output)")]
    public async Task CIR032_an_edge_that_exists_in_neither_direction_has_no_fix(string expression) =>
        Assert.Empty(await FixedProject.TitlesAsync(Project.Of(Use(expression), Configs.Gpt2), "CIR032"));

    [Theory]
    [InlineData("KlDivergence", "Interchange", "CIR034", "EdgeAttributionPatching", "CleanCorrupted")]
    [InlineData("KlDivergence", "Zero", "CIR034", "EdgeAttributionPatching", "ExactEffects")]
    [InlineData("LogitDifference", "Zero", "CIR035", "CleanCorrupted", "EdgeAttributionPatching")]
    public Task CIR034_and_CIR035_another_method_is_used(
        string metric,
        string ablation,
        string id,
        string before,
        string after
    )
    {
        return Expect(Source(before), id, "Use " + after, Source(after));

        string Source(string method) =>
            Experiments
                .Complete.Replace("KlDivergence", metric, StringComparison.Ordinal)
                .Replace("Ablation.Mean", "Ablation." + ablation, StringComparison.Ordinal)
            + $"public static class User {{ public static object Of(Study1 experiment) => experiment.{method}(); }}";
    }

    [Fact]
    public async Task One_fix_repairs_a_whole_solution()
    {
        const string Sources = """
            public static class User
            {
                public static object A() => Model.Hooks.Layer12.Head0;

                public static object B() => (Model.Hooks.Layer13, Model.Hooks.Layer3.Head99.Query);
            }
            """;
        var project = Project.Of(Gpt2 + Sources, Configs.Gpt2);
        project = project with
        {
            Sources = [project.Sources[0], "class Other { object C => Study.Model.Hooks.Layer99; }"],
        };

        var repaired = await FixedProject.FixAllAsync(project, "CIR031", "Replace by 'Layer11'");

        Assert.Contains(
            "(Model.Hooks.Layer11, Model.Hooks.Layer3.Head11.Query)",
            repaired.Sources[0],
            StringComparison.Ordinal
        );
        Assert.Contains("Study.Model.Hooks.Layer11;", repaired.Sources[1], StringComparison.Ordinal);
        Assert.Empty(repaired.Generate().Errors);
    }

    [Theory]
    [InlineData("CIR001", "Make it partial", "sealed partial class", "sealed class")]
    [InlineData("CIR020", "Remove the second one", "[Granularity(", "[Metric<AnswerLoss>]\n[Granularity(")]
    [InlineData("CIR004", "Add what is missing", ", Metric<KlDivergence>]", "]")]
    [InlineData("CIR030", "Set Size = 100", "<Pairs>(Size = 7, Seed = 3)", "<Pairs>(Size = -1, Seed = 3)")]
    public async Task One_fix_repairs_all_declarations(string id, string title, string right, string wrong)
    {
        var second = Experiments.Attributes + "public sealed partial class Study2;\n";
        var source = (Experiments.Complete + second).Replace(right, wrong, StringComparison.Ordinal);
        title = id == "CIR030" ? "Set Size = 0" : title;

        var repaired = await FixedProject.FixAllAsync(Project.Of(source), id, title);

        Assert.Empty(repaired.Generate().Errors);
        Assert.Empty(await repaired.AnalyzeAsync());
        Assert.Equal(5, repaired.Generate().Files.Count);
    }

    [Fact]
    public async Task One_fix_repairs_two_classes_of_one_container()
    {
        var source =
            "public static class Models {\n"
            + $"[Transformer({Sizes})] public sealed partial class One;\n"
            + $"[Transformer({Sizes})] public sealed partial class Two;\n}}";

        var repaired = await FixedProject.FixAllAsync(Project.Of(source), "CIR002", "Make it partial");

        Assert.Contains("public static partial class Models {", repaired.Sources[0], StringComparison.Ordinal);
        Assert.Equal(6, repaired.Generate().Files.Count);
    }

    [Theory]
    [InlineData("Granularity(Granularity.Edge)", "Granularity(Granularity.Edge, SplitQueryKeyValue = false)")]
    [InlineData(
        "Granularity(Granularity.Edge, SplitQueryKeyValue = true, SplitEmbedding = true)",
        "Granularity(Granularity.Edge, SplitEmbedding = true, SplitQueryKeyValue = false)"
    )]
    public Task CIR040_inputs_are_merged(string before, string after)
    {
        string Source(string granularity) =>
            "[Transformer(Layers = 192, Heads = 96, ModelWidth = 96, MlpWidth = 64, Context = 4, Vocabulary = 5)] public sealed partial class Toy;\n"
            + Experiments.Pairs
            + Experiments.Attributes.Replace("Granularity(Granularity.Edge)", granularity, StringComparison.Ordinal)
            + "public sealed partial class Study1;";

        return Expect(Source(before), "CIR040", "Merge query, key and value inputs", Source(after));
    }

    [Theory]
    [InlineData("Toy(int x);", "Toy;", "Remove the parameter list")]
    [InlineData("Toy() { }", "Toy { }", "Remove the parameter list")]
    [InlineData(
        "Toy { private Toy(TransformerWeights own) : base(Declared, own) { } int _x; }",
        "Toy { int _x; }",
        "Remove the constructor"
    )]
    public Task CIR042_the_constructor_goes(string before, string after, string title) =>
        Expect(
            $"[Transformer({Sizes})] public sealed partial class {before}",
            "CIR042",
            title,
            $"[Transformer({Sizes})] public sealed partial class {after}"
        );

    [Fact]
    public async Task CIR042_a_constructor_that_calls_no_other_is_left_to_its_author()
    {
        var project = Project.Of($"[Transformer({Sizes})] public sealed partial class Toy {{ public Toy() {{ }} }}");

        Assert.Empty(await FixedProject.TitlesAsync(project, "CIR042"));
    }

    [Theory]
    [InlineData("public sealed partial class Study1;")]
    [InlineData("public sealed partial class Study1 { public const int One = 1; }")]
    public async Task CIR044_the_method_is_added(string declaration)
    {
        var project = Project.Of(Experiments.Toy + Features.Shift + declaration, Features.Manifest);

        var repaired = await FixedProject.FixAsync(project, "CIR044", "Add the method Judge");

        Assert.Contains(
            "public partial Judgement Judge(FeatureEvidence evidence) => throw new System.NotImplementedException();",
            repaired.Sources[0],
            StringComparison.Ordinal
        );
        Assert.Empty(await repaired.AnalyzeAsync());
        repaired.Generate().CompilesWithoutErrors(files: 4);
    }

    [Fact]
    public void Every_fix_is_for_a_diagnostic_that_there_is() =>
        Assert.Subset(
            Project.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(d => d.Id).ToHashSet(),
            FixedProject.FixableIds.ToHashSet()
        );

    private static string Use(string expression) =>
        Gpt2 + $"public static class User {{ public static object Of(Run run) => {expression}; }}";

    private static async Task Expect(string before, string id, string title, string after)
    {
        (string, string)[] configs = [Configs.Gpt2, Configs.Llama];
        var project = Project.Of(before, configs);

        var repaired = await FixedProject.FixAsync(project, id, title);

        Assert.Equal(Project.Of(after, configs).Sources[0], repaired.Sources[0]);
        Assert.Empty(repaired.Generate().Errors);
        Assert.DoesNotContain(await repaired.AnalyzeAsync(DiagnosticSeverity.Warning), d => d.Id == id);
    }
}
