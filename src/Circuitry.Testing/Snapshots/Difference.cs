using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Circuitry.Testing;

/// <summary>Shows how two texts differ, in the manner of a unified diff.</summary>
internal static class Difference
{
    private const int Context = 3;
    private const int MaximalLines = 120;

    public static string Between(string verified, string received)
    {
        var lines = InlineDiffBuilder.Diff(verified, received).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            for (var j = Math.Max(0, i - Context); j < Math.Min(lines.Count, i + Context + 1); j++)
            {
                shown[j] |= lines[i].Type != ChangeType.Unchanged;
            }
        }

        var text = new StringBuilder();
        var count = 0;
        for (var i = 0; i < lines.Count && count < MaximalLines; i++)
        {
            if (shown[i])
            {
                count++;
                text.Append(Mark(lines[i].Type)).Append(lines[i].Text).Append('\n');
            }
            else if (i > 0 && shown[i - 1])
            {
                text.Append("...\n");
            }
        }

        return text.ToString();
    }

    private static string Mark(ChangeType type) =>
        type switch
        {
            ChangeType.Inserted => "+ ",
            ChangeType.Deleted => "- ",
            _ => "  ",
        };
}
