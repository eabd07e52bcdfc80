namespace Circuitry.Experiments;

/// <summary>Small scenes: weather, somebody who goes somewhere, and something lost or found.</summary>
internal static class Scenes
{
    public static string Draw(Dice dice)
    {
        var person = dice.One(Gender.All);
        var name = dice.One(person.Names);
        var text = $"{Weather(dice)} {Arrival(dice, name)} {Gender.Capital(person.Subject)} {Deed(dice, person)}";
        if (dice.Percent(50))
        {
            var friend = People.Another(dice, name);
            text += dice.Below(3) switch
            {
                0 => $" Then {friend} came and asked for the {dice.One(Lexicon.Objects)}.",
                1 => $" {Gender.Capital(person.Possessive)} friend {friend} waited at the {dice.One(Lexicon.Places)}.",
                _ => $" Then {person.Subject} called {friend} and told {Gender.Of(friend).Object} about it.",
            };
        }

        return text;
    }

    private static string Weather(Dice dice)
    {
        string[] when = ["day", "morning", "night", "winter"];
        string[] sky = ["warm", "cold", "clear", "dark"];
        string[] above = ["sun", "moon", "snow", "rain", "cloud", "star"];
        return dice.Percent(50)
            ? $"The {dice.One(when)} was {dice.One(sky)}."
            : $"The {dice.One(above)} was over the {dice.One(Lexicon.Landmarks)[0]} that {dice.One(when)}.";
    }

    private static string Arrival(Dice dice, string name) =>
        dice.Below(3) switch
        {
            0 => $"Later {name} walked to the {dice.One(Lexicon.Places)}.",
            1 => $"Then {name} came from the {dice.One(Lexicon.Places)} to the {dice.One(Lexicon.Places)}.",
            _ => $"When {name} sat by the {dice.One(Lexicon.Landmarks)[0]}, the {dice.One(Lexicon.Places)} was dark.",
        };

    private static string Deed(Dice dice, Gender person) =>
        dice.Below(4) switch
        {
            0 => $"lost {person.Possessive} {dice.One(Lexicon.Objects)} there.",
            1 => $"found a {dice.One(Lexicon.Objects)} and took it away.",
            2 => $"looked at the {dice.One(Lexicon.Things)} and smiled.",
            _ => $"wanted a {dice.One(Lexicon.Objects)} for {person.Possessive} {dice.One(Family)}.",
        };

    private static readonly string[] Family = ["mother", "father", "sister", "brother", "friend"];
}
