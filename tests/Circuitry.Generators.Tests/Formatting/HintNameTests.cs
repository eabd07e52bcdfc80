using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>Names of emitted files: no two alike without regard to case, none too long for a disk, and the same every time.</summary>
public sealed class HintNameTests
{
    private const string Sizes = "Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3";

    [Theory]
    [InlineData(
        "public partial class a { # public partial class G; } public partial class A { # public partial class G; }"
    )]
    [InlineData("# public partial class Toy; # public partial class TOY; # public partial class toy;")]
    [InlineData("namespace X { # public partial class Toy; } namespace x { # public partial class Toy; }")]
    [InlineData("namespace ÄÖ { # public partial class Toy; } namespace äö { # public partial class Toy; }")]
    [InlineData(
        "partial class O { # public partial class ß; } partial class o { # public partial class ß; } partial class O<T>;"
    )]
    public void Types_that_differ_by_case_alone_are_emitted_side_by_side(string source)
    {
        var text = "using Circuitry;\n" + source.Replace("#", $"[Transformer({Sizes})]", StringComparison.Ordinal);
        var count = source.Count(c => c == '#');
        var project = new Project { Sources = [text] };

        var files = project.Generate().CompilesWithoutErrors(files: 3 * count).Files.Keys;

        Assert.Equal(3 * count, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(files, project.Generate().Files.Keys);
    }

    [Fact]
    public void Order_of_sources_does_not_change_names()
    {
        string[] sources = [Source("public partial class Toy;"), Source("public partial class TOY;")];

        Assert.Equal(
            new Project { Sources = [.. sources] }
                .Generate()
                .Files.Keys.Order(StringComparer.Ordinal),
            new Project { Sources = [.. sources.Reverse()] }
                .Generate()
                .Files.Keys.Order(StringComparer.Ordinal)
        );

        static string Source(string type) => $"using Circuitry;\n[Transformer({Sizes})] {type}";
    }

    [Theory]
    [InlineData('a', 500)]
    [InlineData('ш', 500)]
    [InlineData('単', 490)]
    public void A_name_that_no_disk_takes_is_cut_and_told_apart_by_a_hash(char letter, int length)
    {
        var name = new string(letter, length);
        var text =
            $"using Circuitry;\nnamespace {name} {{ [Transformer({Sizes})] public partial class {name}x; [Transformer({Sizes})] public partial class {name}y; }}";

        var files = new Project { Sources = [text] }
            .Generate()
            .CompilesWithoutErrors(files: 6)
            .Files.Keys;

        Assert.All(files, file => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(file), 100, 200));
    }

    [Fact]
    public void Usual_names_are_the_full_names_of_types() =>
        Assert.Equal(
            ["Study.Outer+Toy.Constants.g.cs", "Study.Outer+Toy.Hooks.g.cs", "Study.Outer+Toy.Program.g.cs"],
            Project
                .Of(
                    $"public partial class Outer {{ [Transformer({Sizes})] public partial class Toy; }} public partial class Outer<T>;"
                )
                .Generate()
                .Files.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task A_type_that_takes_a_name_makes_files_of_both_new_and_no_others()
    {
        var first =
            $"using Circuitry;\n[Transformer({Sizes})] public partial class Toy; [Transformer({Sizes})] public partial class Other;";
        var project = new Project { Sources = [first] };
        var driver = project.CreateDriver().RunGenerators(project.Compile());
        var second = project with
        {
            Sources = [first, $"using Circuitry;\n[Transformer({Sizes})] public partial class TOY;"],
        };

        var run = driver.RunGenerators(second.Compile()).GetRunResult().Results.Single();

        Assert.Null(run.Exception);
        Assert.Equal(9, run.GeneratedSources.Length);
        Assert.Contains(run.GeneratedSources, file => file.HintName == "Other.Hooks.g.cs");
        Assert.DoesNotContain(run.GeneratedSources, file => file.HintName == "Toy.Hooks.g.cs");
        Assert.Empty(await second.AnalyzeAsync());
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New],
            run.TrackedSteps[TrackingNames.Transformer].SelectMany(step => step.Outputs).Select(output => output.Reason)
        );
    }
}
