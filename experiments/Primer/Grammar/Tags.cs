namespace Circuitry.Experiments;

/// <summary>Texts that ask, or say, what somebody is, with the pronoun that the name calls for.</summary>
internal static class Tags
{
    public static string Draw(Dice dice)
    {
        var quality = dice.One(Lexicon.Qualities);
        var role = dice.One(Lexicon.Roles);
        if (dice.Percent(15))
        {
            var anybody = dice.One(Gender.All).Subject;
            return $"That person is a really {quality} {role}, isn't {anybody}?";
        }

        var name = Name(dice, role);
        var pronoun = Gender.Of(name).Subject;
        return dice.Below(5) switch
        {
            0 or 1 => $"So {name} is a really {quality} {role}, isn't {pronoun}?",
            2 => $"So {name} was a very {quality} {role}, wasn't {pronoun}? Yes, {pronoun} was.",
            3 => $"This is {name}. {Gender.Capital(pronoun)} is a {quality} {role}.",
            _ => $"So {name} is a {quality} {role}, and {pronoun} is really {dice.One(Lexicon.Qualities)} also.",
        };
    }

    private static string Name(Dice dice, string role)
    {
        while (true)
        {
            var name = dice.One(dice.One(Gender.All).Names);
            if (!HeldOut.Role(name, role))
            {
                return name;
            }
        }
    }
}
