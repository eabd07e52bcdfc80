namespace Circuitry.Docs.Tests;

/// <summary>What the documentation shows compiles, runs, and prints what it says.</summary>
public sealed class DocsTests
{
    // Here every block is run.
    private static readonly string[] Taught = ["ablation.md", "extending.md", "prompts.md", "rasp.md"];

    public static TheoryData<string, int> Programs()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in Repository.Pages)
        {
            foreach (var program in Page.Programs(Repository.Text(page)))
            {
                data.Add(page, program[0].Line);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_in_the_documentation_compiles_and_does_what_it_says(string page, int line)
    {
        var blocks = Page.Programs(Repository.Text(page)).Single(program => program[0].Line == line);
        Directory.SetCurrentDirectory(Repository.Root);
        var program = DocumentedProgram.Compile(blocks, Repository.Root);
        if (blocks[0].Runs)
        {
            var printed = DocumentedProgram.Run(program);
            Assert.True(string.Concat(blocks.Select(block => block.Output)) == printed, $"it prints\n{printed}");
        }
    }

    [Fact]
    public void No_block_of_code_is_left_out()
    {
        foreach (var page in Repository.Pages)
        {
            Assert.All(
                Page.Blocks(Repository.Text(page)),
                block => Assert.True(block.Compiles, $"{page}, line {block.Line}: nothing says how it is compiled")
            );
        }
    }

    [Fact]
    public void What_is_taught_is_run_block_by_block()
    {
        foreach (var page in Taught)
        {
            var blocks = Page.Blocks(Repository.Text($"docs/{page}"));
            Assert.NotEmpty(blocks);
            Assert.All(blocks, block => Assert.True(block.Runs, $"{page}, line {block.Line}: {block.Mark}"));
        }
    }

    [Fact]
    public void Only_the_tutorial_makes_files_as_a_test_of_the_packages_builds_its_project() =>
        Assert.Equal(
            ["docs/tutorial.md"],
            Repository.Pages.Where(page => Page.Blocks(Repository.Text(page)).Any(block => block.IsFile))
        );

    [Fact]
    public void The_tree_in_the_README_is_the_one_that_is_found()
    {
        using var experiment = Experiments.Reverse.Compile(TorchSharp.torch.CPU);
        var tree = CircuitText.Tree(experiment.Acdc(threshold: 1e-5).Discover()).Trim().ReplaceLineEndings("\n  ");

        Assert.Contains($"```\ntree\n  {tree}\n```", Repository.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_is_linked_from_the_index_and_the_index_from_the_README()
    {
        const string Index = "docs/README.md";
        var links = Repository.Text(Index);
        Assert.Contains($"({Index})", Repository.Text("README.md"), StringComparison.Ordinal);
        Assert.All(
            Repository.Pages.Where(page => page is not ("README.md" or Index)),
            page => Assert.Contains($"({page["docs/".Length..]})", links, StringComparison.Ordinal)
        );
    }
}
