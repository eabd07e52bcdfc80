namespace Circuitry.Experiments;

/// <summary>Texts in which somebody is given something, and in which a name comes twice and the other one must be found.</summary>
internal static class Giving
{
    public static string Draw(Dice dice)
    {
        var (first, second) = People.Two(dice);
        var place = dice.One(Lexicon.Places);
        var thing = dice.One(Lexicon.Objects);
        // Somebody else may give, and then either of the two may be given it.
        var (giver, receiver) = dice.Percent(50) ? (first, second) : (second, first);
        if (dice.Percent(15))
        {
            giver = People.Another(dice, first, second);
        }

        var ending = dice.Percent(30) ? $" {receiver} thanked {giver}." : "";
        return dice.Below(6) switch
            {
                0 or 1 => $"Later, {first} and {second} walked to the {place}. {giver} handed a {thing} to {receiver}.",
                2 => $"When {first} and {second} came to the {place}, {giver} gave a {thing} to {receiver}.",
                3 => $"Yesterday, {first} met {second} at the {place}. {giver} showed a {thing} to {receiver}.",
                4 => $"At the {place}, {first} and {second} found a {thing}. {giver} passed it to {receiver}.",
                _ => $"Later, {first} saw {second} and {giver} gave the {thing} to {receiver}.",
            } + ending;
    }
}
