using System.Globalization;
using System.Text.RegularExpressions;

namespace Circuitry.Datasets;

/// <summary>Reads the prompt files of EAP-IG ("Have Faith in Faithfulness"): comma-separated values.</summary>
public static partial class EapIgPrompts
{
    /// <summary>Reads Greater-Than: <c>clean</c>, <c>corrupted</c> and <c>label</c>, the year's last two digits.</summary>
    /// <returns>Pairs for which all two digits above the label are right, and the others wrong.</returns>
    /// <exception cref="PromptException">The file cannot be read, or a label is no number from 0 to 99.</exception>
    public static IReadOnlyList<TextPair> ReadGreaterThan(string path)
    {
        string[] digits = [.. Enumerable.Range(0, 100).Select(two => two.ToString("00", CultureInfo.InvariantCulture))];
        return PromptFile.Pairs(
            path,
            Csv.Rows(path, PromptFile.Text(path, PromptLayout.EapIg), "clean", "corrupted", "label"),
            row =>
            {
                var above =
                    Digits().IsMatch(row["label"])
                    && int.Parse(row["label"], CultureInfo.InvariantCulture) is < 99 and var year
                        ? year + 1
                        : throw new PromptException($"the label '{row["label"]}' is no year from 0 to 98");
                return new TextPair
                {
                    Clean = row["clean"],
                    Corrupted = row["corrupted"],
                    Answers = digits[above..],
                    WrongAnswers = digits[..above],
                };
            }
        );
    }

    /// <summary>
    /// Reads indirect object identification: <c>clean</c> and a corrupted prompt. The answers are the names in the prompt, the
    /// file's own being tokens of one model.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="hard">Whether the giver is exchanged for the other person (<c>corrupted_hard</c>) instead of a third.</param>
    /// <exception cref="PromptException">The file cannot be read, or a prompt does not name two people and one of them again.</exception>
    public static IReadOnlyList<TextPair> ReadIndirectObjects(string path, bool hard = false)
    {
        var corrupted = hard ? "corrupted_hard" : "corrupted";
        return PromptFile.Pairs(
            path,
            Csv.Rows(path, PromptFile.Text(path, PromptLayout.EapIg), "clean", corrupted),
            row =>
            {
                var (receiver, giver) = People(row["clean"]);
                return new TextPair
                {
                    Clean = row["clean"],
                    Corrupted = row[corrupted],
                    Answers = [$" {receiver}"],
                    WrongAnswers = [$" {giver}"],
                };
            }
        );
    }

    private static (string Receiver, string Giver) People(string prompt)
    {
        var both = TwoPeople().Match(prompt);
        if (both.Success)
        {
            string first = both.Groups[1].Value,
                second = both.Groups[2].Value;
            var again = Names().Matches(prompt, both.Index + both.Length).Select(name => name.Value).ToHashSet();
            if (again.Contains(first) != again.Contains(second))
            {
                return again.Contains(first) ? (second, first) : (first, second);
            }
        }

        throw new PromptException($"\"{prompt}\" does not name two people and then one of them again");
    }

    [GeneratedRegex(@"^[0-9]{1,2}\z")]
    private static partial Regex Digits();

    // Neither of two names may be a part of one that is written with a hyphen or an apostrophe.
    [GeneratedRegex(@"(?<![\w'’-])(\p{Lu}\w*) and (\p{Lu}\w*)(?![\w'’-])")]
    private static partial Regex TwoPeople();

    [GeneratedRegex(@"\b\p{Lu}\w*\b")]
    private static partial Regex Names();
}
