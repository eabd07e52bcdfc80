namespace Circuitry.Docs.Tests;

/// <summary>What the documentation shows compiles, runs, and prints what it says.</summary>
public sealed class DocsTests
{
    // Here every block is run; on other pages those that are complete are at least compiled.
    private static readonly string[] Taught = ["extending.md", "prompts.md", "tutorial.md"];

    public static TheoryData<string, int> Programs()
    {
        var data = new TheoryData<string, int>();
        foreach (var page in Pages())
        {
            foreach (var program in Page.Programs(Text(page)))
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
        var blocks = Page.Programs(Text(page)).Single(program => program[0].Line == line);
        Directory.SetCurrentDirectory(Root());
        var program = DocumentedProgram.Compile(blocks, Root());
        if (blocks[0].Runs)
        {
            var printed = DocumentedProgram.Run(program);
            Assert.True(string.Concat(blocks.Select(block => block.Output)) == printed, $"it prints\n{printed}");
        }
    }

    [Fact]
    public void What_is_taught_is_run_block_by_block()
    {
        foreach (var page in Taught)
        {
            var blocks = Page.Blocks(Text(page));
            Assert.NotEmpty(blocks);
            Assert.All(blocks, block => Assert.True(block.Runs, $"{page}, line {block.Line}: {block.Mark}"));
        }
    }

    [Fact]
    public void Every_page_is_linked_from_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        Assert.All(Pages(), page => Assert.Contains($"(docs/{page})", readme));
    }

    private static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Path.Combine(Root(), "docs"), "*.md")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private static string Text(string page) =>
        File.ReadAllText(Path.Combine(Root(), "docs", page)).ReplaceLineEndings("\n");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dsl.sln")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException(
                    "the documentation lies in the repository, whose root has Dsl.sln"
                );
        }

        return folder.FullName;
    }
}
