using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>Emitted code compiles without a warning under whatever a project's options ask of its code.</summary>
public sealed class OptionsTests
{
    private static readonly string All =
        Experiments.Toy
        + Experiments.GroupedPairs
        + "/// <summary>A study.</summary>\n"
        + Experiments.Attributes.Replace(
            "Granularity.Edge",
            "Granularity.Edge, SplitPositions = true",
            StringComparison.Ordinal
        )
        + "public sealed partial class Study1;\n"
        + Features.Attributes
        + "public sealed partial class Study2;\n"
        + Features.Shift
        + """
            public sealed partial class Study3
            {
                /// <summary>Judges.</summary>
                public partial Judgement Judge(FeatureEvidence evidence) => default;
            }
            """;

    private static Project Start => Project.Of(All, Features.Manifest);

    private static CSharpCompilationOptions Strict(CSharpCompilationOptions options) =>
        options.WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error);

    [Fact]
    public void Every_warning_an_error() => (Start with { Options = Strict }).Generate().CompilesCleanly();

    [Fact]
    public void Nullable_off_unsafe_on_and_arithmetic_checked() =>
        (
            Start with
            {
                Options = options =>
                    Strict(options)
                        .WithNullableContextOptions(NullableContextOptions.Disable)
                        .WithAllowUnsafe(true)
                        .WithOverflowChecks(true)
                        .WithOptimizationLevel(OptimizationLevel.Release),
            }
        )
            .Generate()
            .CompilesCleanly();

    [Theory]
    [InlineData("#nullable disable")]
    [InlineData("#nullable disable warnings")]
    [InlineData("#nullable enable annotations")]
    [InlineData("#pragma warning disable")]
    [InlineData("#define DEBUG")]
    public void Directives_of_a_source(string directive) =>
        (Start with { Sources = [directive + "\n" + Start.Sources[0]], Options = Strict })
            .Generate()
            .CompilesWithoutWarnings();

    [Fact]
    public void An_assembly_for_every_language_of_the_platform() =>
        // The declared classes are not for every language, as their base classes are not; that is said where they are declared.
        (Start with { Sources = ["[assembly: System.CLSCompliant(true)]\n" + Start.Sources[0]] })
            .Generate()
            .CompilesWithoutWarnings();

    [Fact]
    public void Types_that_are_obsolete_or_experimental()
    {
        var source = Start
            .Sources[0]
            .Replace(
                "/// <summary>A toy.</summary>",
                "/// <summary>A toy.</summary>\n[System.Obsolete]",
                StringComparison.Ordinal
            )
            .Replace(
                "/// <summary>Prompts.</summary>",
                "/// <summary>Prompts.</summary>\n[System.Diagnostics.CodeAnalysis.Experimental(\"XYZ001\")]",
                StringComparison.Ordinal
            )
            .Replace(
                "namespace Study;",
                "#pragma warning disable CS0612, XYZ001\nnamespace Study;",
                StringComparison.Ordinal
            );

        (Start with { Sources = [source], Options = Strict }).Generate().CompilesWithoutWarnings();
    }

    [Fact]
    public void Unsafe_and_readonly_containers() => (
            Project.Of(
                """
                public unsafe partial class A { internal readonly ref partial struct B { internal partial interface C { internal sealed partial record D(int X) {
                    [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] internal sealed unsafe partial class Toy; } } } }
                """
            ) with
            {
                Options = options => options.WithAllowUnsafe(true),
            }
        ).Generate().CompilesWithoutErrors(files: 3);

    [Fact]
    public void A_program_of_statements_and_its_class() => (
            new Project
            {
                Output = OutputKind.ConsoleApplication,
                Sources =
                [
                    """
                        using Circuitry;
                        System.Console.WriteLine(Toy.Declared.Layers + Program.Layers);
                        [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] public partial class Toy;
                        [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] partial class Program;
                        """,
                ],
            }
        ).Generate().CompilesWithoutErrors(files: 6);

    [Fact]
    public void Friends_with_types_of_the_same_names()
    {
        var library = new Project
        {
            AssemblyName = "Library",
            Sources =
            [
                """
                    using Circuitry;
                    [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Study")]
                    namespace Study { [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] internal sealed partial class Toy; }
                    namespace Shared { [Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] internal sealed partial class Model; }
                    """,
            ],
        }.Generate();
        var text = Experiments
            .Complete.Replace("Model<Toy>", "Model<Shared.Model>", StringComparison.Ordinal)
            .Replace(
                "public sealed partial class Study1",
                "internal sealed partial class Study1",
                StringComparison.Ordinal
            );

        (Project.Of(text) with { MoreReferences = [library.ToReference()], Options = Strict })
            .Generate()
            .CompilesWithoutWarnings();
    }

    [Theory]
    [InlineData("R&D <new>/\"toy\"/config.json")]
    [InlineData("a\nb/config.json")]
    [InlineData("a\rb\u2028c\u0085d/config.json")]
    [InlineData("*/ class X { } /* /config.json")]
    [InlineData("\ud83d\udcc1/config.json")]
    [InlineData("]]>--><!--/config.json")]
    public void A_path_that_would_end_a_comment_or_break_documentation(string path)
    {
        var literal = SymbolDisplay.FormatLiteral(path, quote: true);

        (
            Project.Of(
                $"/// <summary>A model.</summary>\n[Transformer({literal})] public sealed partial class Model;",
                (path, Configs.Gpt2.Text)
            ) with
            {
                Options = Strict,
            }
        )
            .Generate()
            .CompilesCleanly();
    }
}
