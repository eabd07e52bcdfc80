using System.Globalization;

namespace Circuitry.Generators.Tests;

public sealed class EmissionTests
{
    [Fact]
    public void Nested_declarations_are_emitted_inside_their_containers()
    {
        var generated = Project
            .Of(
                """
                public static partial class Models
                {
                    internal partial record struct Group
                    {
                        internal partial interface IShelf
                        {
                            [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)]
                            private protected sealed partial class Inner;
                        }
                    }
                }
                """.Replace("private protected", "internal")
            )
            .Generate();

        Assert.Empty(generated.Errors);
        Assert.Contains("Study.Models+Group+IShelf+Inner.Hooks.g.cs", generated.Files.Keys);
    }

    [Fact]
    public void A_declaration_in_the_global_namespace_is_emitted_there()
    {
        var generated = new Project
        {
            Sources = [Usings.All + "\n" + Experiments.Complete.Replace("Study1", "GlobalStudy")],
        }
            .Generate()
            .CompilesCleanly();

        Assert.Contains("Toy.Program.g.cs", generated.Files.Keys);
        Assert.Contains("GlobalStudy.Experiment.g.cs", generated.Files.Keys);
    }

    [Fact]
    public void Names_that_are_keywords_are_escaped()
    {
        var generated = new Project
        {
            Sources =
            [
                """
                    namespace @namespace.@class;

                    using Circuitry;

                    /// <summary>A container.</summary>
                    public partial class @event
                    {
                        /// <summary>A model.</summary>
                        [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)]
                        public sealed partial class @int;
                    }
                    """,
            ],
        }
            .Generate()
            .CompilesCleanly();

        Assert.Contains("partial class @int", generated.Files["namespace.class.event+int.Hooks.g.cs"]);
    }

    [Fact]
    public void A_culture_with_other_signs_changes_nothing()
    {
        var expected = Project.Of(Experiments.Complete).Generate().Files;
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NegativeSign = "\u2212", NumberDecimalSeparator = "," },
            };

            Assert.Equal(expected, Project.Of(Experiments.Complete).Generate().Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Two_experiments_and_their_model_are_emitted_side_by_side()
    {
        var files = Project
            .Of(
                Experiments.Complete
                    + "/// <summary>Another.</summary>\n"
                    + Experiments.Attributes
                    + "public sealed partial class Study2;"
            )
            .Generate()
            .CompilesCleanly()
            .Files;

        Assert.Equal(
            [
                "Study.Study1.Experiment.g.cs",
                "Study.Study2.Experiment.g.cs",
                "Study.Toy.Constants.g.cs",
                "Study.Toy.Hooks.g.cs",
                "Study.Toy.Program.g.cs",
            ],
            files.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_class_without_documentation_gives_no_warning_because_the_emitted_part_is_documented() =>
        Project.Of(Experiments.Toy.Replace("/// <summary>A toy.</summary>", "")).Generate().CompilesCleanly();

    [Fact]
    public void An_attribute_given_twice_on_two_parts_is_the_compilers_error_and_emits_once()
    {
        var generated = Project.Of(Experiments.Toy + Experiments.Toy).Generate();

        Assert.Equal(["CS0579"], generated.Errors);
        Assert.Equal(3, generated.Files.Count);
    }

    [Fact]
    public void A_second_part_without_the_attribute_is_welcome() =>
        Project
            .Of(
                Experiments.Toy
                    + "public sealed partial class Toy { /// <summary>Twice.</summary>\n public const int Twice = 2 * Layers; }"
            )
            .Generate()
            .CompilesCleanly();

    [Fact]
    public void Emitted_size_grows_with_layers_plus_heads_and_not_with_their_product()
    {
        static int SizeOf(int layers, int heads) =>
            Project
                .Of(
                    FormattableString.Invariant(
                        $"[Transformer(Layers = {layers}, Heads = {heads}, ModelWidth = 1024, MlpWidth = 4096, Context = 64, Vocabulary = 100)] public sealed partial class Model;"
                    )
                )
                .Generate()
                .Files.Values.Sum(text => text.Length);

        int small = SizeOf(1, 1),
            layers = SizeOf(32, 1),
            heads = SizeOf(1, 32),
            both = SizeOf(32, 32);

        // Longer numbers take a few characters; a text that grew with the product would be a thousand times longer.
        Assert.InRange(both - small, 0, (layers - small + heads - small) * 1.1);
        Snapshot.Match(FormattableString.Invariant($"{both} characters for 32 layers of 32 heads"));
    }

    [Fact]
    public void Every_verified_file_belongs_to_a_test() =>
        Assert.Empty(Snapshot.Orphans(typeof(EmissionTests).Assembly, Path.Combine(TestFolder(), "..", "any.cs")));

    private static string TestFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file)!;
}
