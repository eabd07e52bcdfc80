namespace Circuitry.Experiments;

/// <summary>People who may meet in one text.</summary>
internal static class People
{
    public static (string First, string Second) Two(Dice dice)
    {
        var first = dice.One(Lexicon.Names);
        return (first, Another(dice, first));
    }

    /// <summary>Somebody who is none of those and may meet each.</summary>
    public static string Another(Dice dice, params string[] those)
    {
        while (true)
        {
            var name = dice.One(Lexicon.Names);
            if (!those.Any(other => other == name || HeldOut.Together(name, other)))
            {
                return name;
            }
        }
    }
}
