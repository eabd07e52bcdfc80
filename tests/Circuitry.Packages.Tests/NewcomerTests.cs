using Circuitry.Docs.Tests;

namespace Circuitry.Packages.Tests;

/// <summary>What the README and the tutorial say, pasted in the order given.</summary>
public sealed class NewcomerTests(Newcomer newcomer) : IClassFixture<Newcomer>
{
    [Fact]
    public void The_commands_of_the_README_pack_install_make_run_and_test_a_project()
    {
        Assert.Equal(
            ["Circuitry", "Circuitry.App", "Circuitry.Hub", "Circuitry.Templates", "Circuitry.Testing"],
            Directory
                .EnumerateFiles(Path.Combine(newcomer.Clone, "feed"))
                .Select(path => Path.GetFileName(path).Split(".0.")[0])
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains("5 of 32 edges", newcomer.Started);
        Assert.Matches(@"Failed: +0, Passed: +10, Skipped: +1", newcomer.Started);
    }

    [Fact]
    public void The_project_of_the_template_has_every_command_for_its_own_experiment()
    {
        var project = newcomer.PathOf("Mine");
        File.WriteAllText(
            Path.Combine(project, "mine.json"),
            """
            {"pairs": [
              {"clean": [0, 2, 3, 4, 1], "corrupted": [0, 3, 2, 1, 4], "answer_positions": [1, 2, 3, 4]},
              {"clean": [0, 1, 1, 3, 4], "corrupted": [0, 4, 2, 2, 3], "answer_positions": [1, 2, 3, 4]}
            ]}
            """
        );

        string Run(string arguments) => newcomer.Paste(project, $"dotnet run --no-build --project Mine -- {arguments}");

        Assert.Matches("share-of-x +which edges compute the share of x", Run("list"));
        Assert.Contains("nothing looks wrong", Run("check share-of-x"));
        Assert.Contains("read from mine.json", Run("run share-of-x --prompts mine.json --out own"));
        Assert.Contains("not run: EdgePruning, SubnetworkProbing", Run("compare share-of-x"));
        Assert.Contains("sweep.json", Run("sweep share-of-x --thresholds 1e-5 0.01"));
        Assert.Contains("5 of 32 edges", Run("show results/share-of-x/circuit.json"));
        Assert.Contains("in both", Run("diff results/share-of-x/circuit.json own/share-of-x/circuit.json"));
        Assert.Contains("makes its weights", Run("doctor"));
        Assert.StartsWith("{\n  \"format\": \"circuitry.list/1\"", Run("list --json"));
    }

    [Fact]
    public void What_is_published_is_small_but_for_the_tensor_library()
    {
        newcomer.Paste(newcomer.PathOf("Mine"), "dotnet publish Mine -o ../published");

        var files = new DirectoryInfo(newcomer.PathOf("published"))
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .ToList();
        var tensors = files.Where(file =>
            file.Name.Contains("torch", StringComparison.OrdinalIgnoreCase)
            || file.Name.StartsWith("libgomp", StringComparison.Ordinal)
        );
        var others = files.Sum(file => file.Length) - tensors.Sum(file => file.Length);
        Assert.True(others < 60 << 20, FormattableString.Invariant($"{others >> 20} MiB besides the tensor library"));
        Assert.DoesNotContain(files, file => file.Name == "libtorch_python.so");
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
