namespace Circuitry.Experiments;

/// <summary>Python functions whose docstrings list some of their arguments in order.</summary>
internal static class Functions
{
    private const int Most = 7;

    public static string Draw(Dice dice)
    {
        var listed = dice.Between(2, 4);
        var before = dice.Between(0, Most - listed - 1);
        var names = Arguments(dice, dice.Between(before + listed, Most - 1));
        var text = $"\ndef {dice.One(Lexicon.Things)}(self, {string.Join(", ", names)}):\n";
        text += $"    \"\"\"{dice.One(Lexicon.Starts)} {Two(dice)}\n\n";
        foreach (var name in names[before..(before + listed)])
        {
            text += $"    :param {name}: {Two(dice)}\n";
        }

        return text + "    \"\"\"\n" + (dice.Percent(40) ? $"    return {names[before]}\n" : "");
    }

    private static string Two(Dice dice) => $"{dice.One(Lexicon.Things)} {dice.One(Lexicon.Things)}";

    private static string[] Arguments(Dice dice, int count)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            var name = dice.One(Lexicon.Arguments);
            if (!names.Contains(name) && (names.Count == 0 || !HeldOut.Behind(names[^1], name)))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
