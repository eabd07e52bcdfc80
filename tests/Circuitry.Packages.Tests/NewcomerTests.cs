using Circuitry.Docs.Tests;

namespace Circuitry.Packages.Tests;

/// <summary>What the README and the tutorial say, pasted in the order given.</summary>
public sealed class NewcomerTests(Newcomer newcomer) : IClassFixture<Newcomer>
{
    [Fact]
    public void The_commands_of_the_README_pack_install_make_run_and_test_a_project()
    {
        Assert.Equal(
            ["Circuitry", "Circuitry.Hub", "Circuitry.Templates", "Circuitry.Testing"],
            Directory
                .EnumerateFiles(Path.Combine(newcomer.Clone, "feed"))
                .Select(path => Path.GetFileName(path).Split(".0.")[0])
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains("5 of 32 edges", newcomer.Started);
        Assert.Matches(@"Failed: +0, Passed: +10, Skipped: +1", newcomer.Started);
    }

    [Fact]
    public void The_program_of_one_file_in_the_README_runs()
    {
        var program = Page.Blocks(Newcomer.Section("README.md", "## In a project of your own")).Single();
        newcomer.Write(program.Code, "file", "experiment.cs");

        var printed = newcomer.Paste(newcomer.PathOf("file"), "dotnet run experiment.cs");

        Assert.Matches(@"[1-9] of 9 edges", printed);
    }

    [Fact]
    public void The_project_of_the_tutorial_prints_what_the_page_shows_and_its_tests_pass_from_any_folder()
    {
        var page = Newcomer.Text("docs/tutorial.md");
        var (made, rest) = (Page.ShellBlocks(page)[0], Page.ShellBlocks(page).Skip(1).ToArray());
        var project = newcomer.PathOf("Continuing");
        newcomer.Paste(newcomer.Clone, made);
        foreach (var file in Page.Files(page))
        {
            var path = Path.Combine(project, file.Key);
            var text = string.Concat(file);
            // Items are put into a project that is there; of code the page has the whole file.
            newcomer.Write(
                path.EndsWith(".csproj", StringComparison.Ordinal)
                    ? File.ReadAllText(path).Replace("</Project>", text + "</Project>", StringComparison.Ordinal)
                    : text,
                path
            );
        }

        var printed = newcomer.Paste(project, rest[0]);
        newcomer.Paste(project, rest[1]);
        var elsewhere = Directory.CreateDirectory(newcomer.PathOf("elsewhere")).FullName;
        var fromElsewhere = newcomer.Paste(
            elsewhere,
            "dotnet run --no-build --project ../Continuing/Continuing && dotnet test --no-build ../Continuing"
        );

        Assert.Equal(string.Concat(Page.Blocks(page).Select(block => block.Output)), printed);
        Assert.StartsWith(printed, fromElsewhere);
        Assert.Matches(@"Failed: +0, Passed: +[1-9][0-9]*, ", fromElsewhere);
    }
}
