using System.Text.RegularExpressions;

namespace Circuitry.Docs.Tests;

/// <summary>
/// A page of the documentation. A comment in front of a block says in one line what the block needs, and whether it is run
/// or only compiled: <c>run: the root of a clone</c>, <c>compile: gpt2/config.json</c>. Blocks that need "the blocks above"
/// are one program with them, past one that is "alone"; one that is "in a class" is a member of one. What a block takes for "given" is
/// in <c>Given.cs</c>. Blocks of <c>file: path</c> are what a reader puts into that file, and all files of a page one program. A
/// <c>text</c> block behind a block is what it prints.
/// </summary>
internal static partial class Page
{
    public static IReadOnlyList<Block> Blocks(string text)
    {
        var blocks = new List<Block>();
        foreach (Match match in Fences().Matches(text))
        {
            var code = match.Groups["code"].Value;
            if (match.Groups["language"].Value == "csharp")
            {
                var mark = match.Groups["mark"];
                var line = text.AsSpan(0, match.Index).Count('\n') + 1;
                blocks.Add(new Block(line, mark.Success ? mark.Value : null, code, ""));
            }
            else if (match.Groups["language"].Value == "text" && blocks.Count > 0)
            {
                blocks[^1] = blocks[^1] with { Output = blocks[^1].Output + code };
            }
        }

        return blocks;
    }

    /// <summary>The programs of a page: blocks that are compiled, each with those that go on where it ended.</summary>
    public static IReadOnlyList<IReadOnlyList<Block>> Programs(string text)
    {
        var programs = new List<List<Block>>();
        foreach (var block in Blocks(text).Where(block => block.Compiles))
        {
            if (block.Continues || (block.IsFile && programs.Count > 0))
            {
                programs.Last(program => !program[0].Alone).Add(block);
            }
            else
            {
                programs.Add([block]);
            }
        }

        return programs;
    }

    /// <summary>The commands of a page for a shell, block by block.</summary>
    public static IReadOnlyList<string> ShellBlocks(string text) =>
        [
            .. Fences()
                .Matches(text)
                .Where(match => match.Groups["language"].Value == "sh")
                .Select(match => match.Groups["code"].Value),
        ];

    /// <summary>The commands of a page for a shell.</summary>
    public static string Shell(string text) => string.Concat(ShellBlocks(text));

    /// <summary>The parts of the files that a page tells a reader to make, in the page's order.</summary>
    public static ILookup<string, string> Files(string text) =>
        Fences()
            .Matches(text)
            .Where(match => match.Groups["mark"].Value.StartsWith(Block.FileMark, StringComparison.Ordinal))
            .ToLookup(
                match => match.Groups["mark"].Value[Block.FileMark.Length..],
                match => match.Groups["code"].Value
            );

    [GeneratedRegex(
        "(<!-- (?<mark>[^\n]+) -->\n+)?^```(?<language>\\w+)\n(?<code>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Fences();
}
