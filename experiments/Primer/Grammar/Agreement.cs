namespace Circuitry.Experiments;

/// <summary>Sentences whose verb agrees with its subject, often across a phrase with another noun.</summary>
internal static class Agreement
{
    private const int Singular = 0;

    public static string Draw(Dice dice)
    {
        var number = dice.Below(2);
        var verb = dice.Below(Lexicon.Verbs.Count);
        var person = dice.One(Lexicon.People);
        var end = End(dice, Lexicon.Verbs[verb][Singular]);
        var form = Lexicon.Verbs[verb][number];
        if (dice.Percent(20))
        {
            return $"The {person[number]} {form} {end}";
        }

        var landmark = Landmark(dice, person);
        var (subject, other) = dice.Percent(85) || verb > 1 ? (person, landmark) : (landmark, person);
        if (subject == landmark)
        {
            end = verb == 0 ? $"{dice.One(["new", "old", "dark"])}." : "there.";
        }

        return $"The {subject[number]} {dice.One(Lexicon.Prepositions)} the {other[dice.Below(2)]} {form} {end}";
    }

    private static string[] Landmark(Dice dice, string[] person)
    {
        while (true)
        {
            var landmark = dice.One(Lexicon.Landmarks);
            if (!HeldOut.Beside(person[Singular], landmark[Singular]))
            {
                return landmark;
            }
        }
    }

    private static string End(Dice dice, string verb) =>
        verb switch
        {
            "is" => dice.Percent(50) ? $"{dice.One(Lexicon.Qualities)}." : $"at the {dice.One(Lexicon.Places)}.",
            "was" => dice.Percent(50) ? $"really {dice.One(Lexicon.Qualities)}." : $"in {dice.One(Lexicon.Cities)}.",
            "has" => dice.Percent(50) ? $"a {dice.One(Lexicon.Objects)}." : $"the {dice.One(Lexicon.Objects)}.",
            _ => dice.Percent(50) ? "the work." : "not smile.",
        };
}
