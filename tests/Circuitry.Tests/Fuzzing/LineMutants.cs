using System.Text;

namespace Circuitry.Tests;

/// <summary>Text of lines with lines changed.</summary>
internal static class LineMutants
{
    public static IEnumerable<Mutant> Of(byte[] whole, Random random, int each)
    {
        var lines = Encoding.UTF8.GetString(whole).Split('\n');
        for (var i = 0; i < each; i++)
        {
            var at = random.Next(lines.Length);
            var column = random.Next(lines[at].Length + 1);
            yield return Lines("a line removed", [.. lines[..at], .. lines[(at + 1)..]]);
            yield return Lines("a line twice", [.. lines[..at], lines[at], .. lines[at..]]);
            yield return Lines("lines reversed", [.. lines.Reverse()]);
            foreach (
                var put in new[]
                {
                    "\0",
                    "\u001b[2J",
                    "\"",
                    ",",
                    " ",
                    "\r",
                    "\n",
                    "\ufeff",
                    "#",
                    "\u2028",
                    "null",
                    "NaN",
                }
            )
            {
                yield return Lines(
                    "characters put in",
                    [.. lines[..at], lines[at].Insert(column, put), .. lines[(at + 1)..]]
                );
            }

            yield return Lines(
                "very long text",
                [.. lines[..at], lines[at].Insert(column, new string('a', 300_000)), .. lines[(at + 1)..]]
            );
        }

        yield return Lines("other line ends", [string.Join("\r\n", lines)]) with
        {
            Allowed = Allowed.NothingElseThanTheSameResult,
        };
    }

    private static Mutant Lines(string kind, string[] lines) =>
        new(kind, "", Allowed.Anything, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
