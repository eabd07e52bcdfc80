using System.Text.RegularExpressions;

namespace Circuitry.Docs.Tests;

/// <summary>
/// A page of the documentation. A comment in front of a block says in one line what the block needs, and whether it is run
/// or only compiled: <c>run: the root of a clone</c>, <c>compile: gpt2/config.json</c>. Blocks that need "the blocks above"
/// are one program with them, past one that is "alone". A <c>text</c> block behind a block is what it prints.
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
            if (block.Continues)
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

    [GeneratedRegex(
        "(<!-- (?<mark>[^\n]+) -->\n+)?^```(?<language>\\w+)\n(?<code>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Fences();
}
