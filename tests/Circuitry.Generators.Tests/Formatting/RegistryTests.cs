using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>What a project lists for programs, by which names.</summary>
public sealed class RegistryTests
{
    [Fact]
    public void An_experiment_is_listed_with_what_its_attributes_say()
    {
        var registry = List(
            Experiments.Complete.Replace(
                "[Experiment",
                "[Experiment(\"who\", Summary = \"who \\\"it\\\" is\", Threshold = 0.25, OnlyByName = true)",
                StringComparison.Ordinal
            )
        );

        Assert.Contains("GraphEntry<global::Study.Study1, global::Study.Toy>", registry, StringComparison.Ordinal);
        Assert.Contains("Name = \"who\",", registry, StringComparison.Ordinal);
        Assert.Contains("Summary = \"who \\\"it\\\" is\",", registry, StringComparison.Ordinal);
        Assert.Contains("Threshold = 0.25,", registry, StringComparison.Ordinal);
        Assert.Contains("OnlyByName = true,", registry, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Study1", "study1")]
    [InlineData("WhoGetsIt", "who-gets-it")]
    [InlineData("GPT2Heads", "gpt2-heads")]
    [InlineData("IOI", "ioi")]
    [InlineData("Of_two", "of-two")]
    public void Without_a_name_it_has_its_class_in_lower_case_with_hyphens(string type, string name) =>
        Assert.Contains(
            $"Name = \"{name}\",",
            List(Experiments.Complete.Replace("class Study1", $"class {type}", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Classes_of_one_name_are_told_apart_by_what_is_around_them()
    {
        var registry = List(
            Experiments.Complete
                + "public static partial class Other {"
                + Experiments.Attributes
                + "public sealed partial class Study1; }"
        );

        Assert.Contains("Name = \"study-study1\",", registry, StringComparison.Ordinal);
        Assert.Contains("Name = \"study-other-study1\",", registry, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static partial class Around {", "private sealed partial class Study1;", "}")]
    [InlineData("", "[System.Obsolete(\"no\", true)] public sealed partial class Study1;", "")]
    public void What_no_other_file_can_name_is_not_listed(string before, string declaration, string after)
    {
        var generated = Project
            .Of(Experiments.Toy + Experiments.Pairs + before + Experiments.Attributes + declaration + after)
            .Generate();

        Assert.NotEmpty(generated.Files);
        Assert.Null(generated.Registry);
        Assert.Empty(generated.Errors);
    }

    [Fact]
    public void Weights_that_a_model_makes_and_a_circuit_that_is_known_are_handed_on()
    {
        var registry = List(
            Experiments
                .Complete.Replace(
                    "partial class Toy;",
                    "partial class Toy : Circuitry.Weights.IMadeWeights { static Circuitry.Weights.TransformerWeights Circuitry.Weights.IMadeWeights.MakeWeights(TorchSharp.torch.Device device) => null!; }",
                    StringComparison.Ordinal
                )
                .Replace(
                    "partial class Study1;",
                    "partial class Study1 : IKnownCircuit { static UnitSet IKnownCircuit.Circuit(Units units) => UnitSet.All(units); }",
                    StringComparison.Ordinal
                )
        );

        Assert.Contains("WeightsOf<global::Study.Toy>", registry, StringComparison.Ordinal);
        Assert.Contains("CircuitOf<global::Study.Study1>", registry, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_is_listed_under_its_name()
    {
        var registry = List(
            """
            [Training("toy", "Toy/weights")]
            public sealed class Train : Circuitry.Registry.ITraining
            {
                static void Circuitry.Registry.ITraining.Train(Circuitry.Registry.TrainingRequest request) { }
            }
            """
        );

        Assert.Contains("Training<global::Study.Train>(\"toy\", \"Toy/weights\")", registry, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_the_commands_has_no_entry_point() =>
        Assert.Null(Project.Of(Experiments.Complete).Generate().App);

    [Fact]
    public void A_program_has_its_own_experiments_and_those_of_its_references()
    {
        var library = Project.Of(Experiments.Complete).Generate().CompilesWithoutErrors(files: 4);
        using var image = new MemoryStream();
        Assert.True(library.Compilation.Emit(image).Success);
        var own = Project.Of(Experiments.Complete + Entry);
        var program = own with
        {
            AssemblyName = "My.Program",
            Output = OutputKind.ConsoleApplication,
            MoreReferences = [MetadataReference.CreateFromImage(image.ToArray())],
            Sources =
            [
                own.Sources[0].Replace("namespace Study;", "namespace Mine;", StringComparison.Ordinal),
                Commands,
            ],
        };

        var generated = program.Generate();

        Assert.Empty(generated.Errors);
        Assert.Contains(
            "[.. global::Circuitry.Emitted.ExperimentsOf_My_Program.Experiments, .. global::Circuitry.Emitted.ExperimentsOf_Study.Experiments]",
            generated.App,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_library_that_refers_to_the_commands_has_no_entry_point_of_its_own() =>
        Assert.Null(
            (
                Project.Of(Experiments.Complete) with
                {
                    Sources = [.. Project.Of(Experiments.Complete).Sources, Commands],
                }
            )
                .Generate()
                .App
        );

    // As the package of commands declares them.
    private const string Commands = """
        namespace Circuitry.App
        {
            public sealed class ProgramExperiments(
                System.Collections.Generic.IEnumerable<Circuitry.Registry.ExperimentEntry> entries,
                System.Collections.Generic.IEnumerable<Circuitry.Registry.TrainingEntry> trainings
            )
            {
                public object All => (entries, trainings);
            }

            public sealed class CommandProgram
            {
                public static System.Threading.Tasks.Task<int> RunAsync(
                    ProgramExperiments experiments,
                    string[] arguments,
                    System.Action<CommandProgram>? configure = null
                ) => System.Threading.Tasks.Task.FromResult(0);
            }
        }
        """;

    private const string Entry = """
        public static class Program
        {
            public static System.Threading.Tasks.Task<int> Main(string[] args) => Circuitry.CircuitApp.RunAsync(args);
        }
        """;

    private static string List(string source)
    {
        var generated = Project.Of(source).Generate();
        Assert.Empty(generated.Errors);
        Assert.NotNull(generated.Registry);
        return generated.Registry;
    }
}
