using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>What an experiment names and emitted code could not name, make or show.</summary>
public sealed class ReachTests
{
    private const string Model = "[Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)]";

    private const string Parts =
        "Dataset<Pairs>, Corruption(Ablation.Mean), Metric<KlDivergence>, Granularity(Granularity.Edge)";

    [Theory]
    [InlineData("public", "public", "internal", true)]
    [InlineData("internal", "public", "internal", true)]
    [InlineData("public", "internal", "public", false)]
    [InlineData("public", "protected", "protected internal", false)]
    [InlineData("public", "protected internal", "protected", true)]
    [InlineData("public", "protected internal", "internal", true)]
    [InlineData("public", "private protected", "protected", false)]
    [InlineData("public", "private protected", "private protected", true)]
    [InlineData("public", "protected", "internal", false)]
    [InlineData("public", "protected", "private", true)]
    [InlineData("public", "private", "private protected", false)]
    [InlineData("internal", "protected", "protected internal", false)]
    public async Task CIR025_visibilities_side_by_side(string around, string model, string study, bool isRight)
    {
        var project = Project.Of(
            Experiments.Pairs
                + $"{around} partial class O {{ {Model} {model} partial class Toy; [Experiment, Model<O.Toy>, {Parts}] {study} partial class Study1; }}"
        );

        var found = await project.AnalyzeAsync();

        Assert.Equal(isRight ? [] : ["CIR025"], found.Select(diagnostic => diagnostic.Id));
        // The compiler agrees: what is accepted compiles, and what is not is not emitted.
        project.Generate().CompilesWithoutErrors(isRight ? 4 : 3);
    }

    [Theory]
    [InlineData("protected", "public", false)]
    [InlineData("protected", "protected", true)]
    [InlineData("protected internal", "protected", true)]
    [InlineData("protected", "private", true)]
    [InlineData("private protected", "protected", false)]
    public async Task CIR025_visibilities_of_an_heir(string model, string study, bool isRight)
    {
        var project = Project.Of(
            Experiments.Pairs
                + $"public partial class O {{ {Model} {model} partial class Toy; }} public partial class P : O {{ [Experiment, Model<O.Toy>, {Parts}] {study} partial class Study1; }}"
        );

        var found = await project.AnalyzeAsync();

        Assert.Equal(isRight ? [] : ["CIR025"], found.Select(diagnostic => diagnostic.Id));
        project.Generate().CompilesWithoutErrors(isRight ? 4 : 3);
    }

    [Theory]
    [InlineData(
        "file class Own : IDataset { # }",
        "Own",
        "is file-local, so that no other file can name it; remove 'file'"
    )]
    [InlineData(
        "file class Own; class Of<T> : IDataset { # }",
        "Of<Own>",
        "is file-local, so that no other file can name it; remove 'file'"
    )]
    [InlineData(
        "class Own : IDataset { public required int Size; # }",
        "Own",
        "has required members, which nothing sets; give them values of their own"
    )]
    [InlineData(
        "class Base { public required int Size { get; init; } } class Own : Base, IDataset { # }",
        "Own",
        "has required members, which nothing sets; give them values of their own"
    )]
    public async Task CIR024_a_data_set_that_emitted_code_cannot_make(string type, string named, string problem)
    {
        var make = "public PromptPairs Make(DatasetRequest request) => throw new PromptException(\"none\");";
        var project = Project.Of(
            Experiments.Complete.Replace("Dataset<Pairs>", $"Dataset<{named}>", StringComparison.Ordinal)
                + type.Replace("#", make, StringComparison.Ordinal)
        );

        var found = await project.AnalyzeAsync();

        var message = Assert.Single(found, diagnostic => diagnostic.Id == "CIR024").GetMessage();
        Assert.EndsWith($"in [Dataset<...>], which {problem}", message, StringComparison.Ordinal);
        Assert.Equal(3, project.Generate().Files.Count);
    }

    [Fact]
    public void Required_members_that_the_constructor_sets_are_welcome() =>
        Project
            .Of(
                Experiments.Complete.Replace("Dataset<Pairs>", "Dataset<Own>", StringComparison.Ordinal)
                    + """
                    public class Own : IDataset
                    {
                        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Own() => Size = 3;
                        public required int Size;
                        public PromptPairs Make(DatasetRequest request) => throw new PromptException("none");
                    }
                    """
            )
            .Generate()
            .CompilesWithoutErrors(files: 4);

    [Theory]
    [InlineData(
        "Biased<Texts>",
        "Biased<Own>",
        "file class Own : IBiasedDataset { public BiasedData Make(DatasetRequest request) => null!; }",
        "Biased<...>"
    )]
    [InlineData(
        "[Dictionaries",
        "[Judge<Own>, Dictionaries",
        "file class Own : IFeatureJudge { public string Name => \"\"; public Judgement Judge(FeatureEvidence evidence) => default; }",
        "Judge<...>"
    )]
    public async Task CIR024_what_a_shift_experiment_names(string right, string wrong, string type, string part)
    {
        var project = Project.Of(
            Experiments.Toy
                + Features.Shift.Replace(right, wrong, StringComparison.Ordinal)
                + "public sealed partial class Study1 { public partial Judgement Judge(FeatureEvidence evidence) => default; }"
                + type,
            Features.Manifest
        );

        var found = await project.AnalyzeAsync();

        Assert.Equal(
            $"The experiment 'Study1' names 'Own' in [{part}], which is file-local, so that no other file can name it; remove 'file'",
            Assert.Single(found).GetMessage()
        );
        Assert.Equal(3, project.Generate().Files.Count);
    }

    [Fact]
    public async Task CIR024_parts_of_an_assembly_under_an_alias()
    {
        var library = (Project.Of(Experiments.Toy + Experiments.Pairs) with { AssemblyName = "Library" })
            .Generate()
            .ToReference()
            .WithAliases(["lib"]);
        var project = new Project
        {
            AssemblyName = "User",
            MoreReferences = [library],
            Sources =
            [
                "extern alias lib; using Circuitry;\n"
                    + $"[Experiment, Model<lib::Study.Toy>, {Parts.Replace("Pairs", "lib::Study.Pairs", StringComparison.Ordinal)}] public sealed partial class Study1;",
            ],
        };

        var found = await project.AnalyzeAsync();

        Assert.Equal(
            [
                "The experiment 'Study1' names 'Toy' in [Model<...>], which is in an assembly that is referenced under the alias 'lib' alone; remove the alias, or add 'global' to it",
                "The experiment 'Study1' names 'Pairs' in [Dataset<...>], which is in an assembly that is referenced under the alias 'lib' alone; remove the alias, or add 'global' to it",
            ],
            found.Select(diagnostic => diagnostic.GetMessage())
        );
        Assert.Empty(project.Generate().Files);
    }

    [Fact]
    public async Task CIR024_a_model_that_was_compiled_without_the_generator()
    {
        using var image = new MemoryStream();
        Assert.True(
            (Project.Of(Experiments.Toy + Experiments.Pairs) with { AssemblyName = "Library" })
                .Compile()
                .Emit(image)
                .Success
        );
        var project = Project.Of(Experiments.Attributes + "public sealed partial class Study1;") with
        {
            AssemblyName = "User",
            MoreReferences = [MetadataReference.CreateFromImage(image.ToArray())],
        };

        var found = await project.AnalyzeAsync();

        Assert.Equal(
            "The experiment 'Study1' names 'Toy' in [Model<...>], which was compiled without its emitted part; build its project with this package",
            Assert.Single(found).GetMessage()
        );
        Assert.Empty(project.Generate().Files);
    }

    [Fact]
    public void Results_carry_plain_names_of_classes_and_their_arguments()
    {
        var source = Experiments
            .Complete.Replace("Dataset<Pairs>", "Dataset<Of<Outer.@class, int>>", StringComparison.Ordinal)
            .Replace("class Study1", "class @event", StringComparison.Ordinal);
        var generated = Project
            .Of(
                source
                    + "public static class Outer { public class @class; } public class Of<T, U> : IDataset { public PromptPairs Make(DatasetRequest request) => throw new PromptException(\"none\"); }"
            )
            .Generate()
            .CompilesWithoutErrors(files: 4);

        var text = generated.Files["Study.event.Experiment.g.cs"];

        Assert.Contains("Experiment = \"event\",", text, StringComparison.Ordinal);
        Assert.Contains("Dataset = \"Of<class, int>\",", text, StringComparison.Ordinal);
        Assert.Contains("new global::Study.Of<global::Study.Outer.@class, int>()", text, StringComparison.Ordinal);
    }
}
