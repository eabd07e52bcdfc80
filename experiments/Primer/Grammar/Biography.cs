namespace Circuitry.Experiments;

/// <summary>A short biography of a person with a gender and a profession.</summary>
public sealed record Biography
{
    /// <summary>The gender, which name, pronouns and some nouns imply.</summary>
    public required Gender Gender { get; init; }

    /// <summary>The profession, which deeds imply, and a separate sentence names in half of the texts.</summary>
    public required Profession Profession { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Draws a biography.</summary>
    /// <param name="seed">The same seed draws the same one.</param>
    /// <param name="gender">Whose.</param>
    /// <param name="profession">Of which profession.</param>
    /// <param name="named">Whether a last sentence names the profession.</param>
    public static Biography Draw(int seed, Gender gender, Profession profession, bool named) =>
        Draw(new Dice(seed), gender, profession, named);

    internal static Biography Draw(Dice dice, Gender gender, Profession profession, bool named)
    {
        var she = Gender.Capital(gender.Subject);
        var (first, second) = Two(dice, profession);
        var (before, behind) = dice.Below(3) switch
        {
            0 => (she, $"Later {gender.Subject}"),
            1 => ($"In {dice.One(Lexicon.Cities)} {gender.Subject}", she),
            _ => (she, $"Then {gender.Subject} also"),
        };
        var text = $"{Opening(dice, gender)} {before} {first}. {Life(dice, gender)} {behind} {second}.";
        return new Biography
        {
            Gender = gender,
            Profession = profession,
            Text = named ? $"{text} {she} was a {dice.One(Lexicon.Qualities)} {profession.Name}." : text,
        };
    }

    /// <summary>Two different deeds, some of them with the place.</summary>
    private static (string First, string Second) Two(Dice dice, Profession profession)
    {
        var first = dice.One(profession.Deeds);
        var second = dice.One([.. profession.Deeds.Where(deed => deed != first)]);
        return (first + Where(dice, profession), second + Where(dice, profession));
    }

    private static string Where(Dice dice, Profession profession) =>
        dice.Percent(50) ? $" in the {dice.One(profession.Workplaces)}" : "";

    private static string Opening(Dice dice, Gender gender)
    {
        var name = dice.One(gender.Names);
        return dice.Below(4) switch
        {
            0 => $"This is {name} from {dice.One(Lexicon.Cities)}.",
            1 => $"Here is the life of {name}.",
            2 => $"In {dice.One(Lexicon.Cities)} there lived a {gender.Adult} called {name}.",
            _ => $"This is the {gender.Child} of {Parent(dice, name)}.",
        };
    }

    private static string Parent(Dice dice, string name) => People.Another(dice, name);

    private static string Life(Dice dice, Gender gender)
    {
        var she = Gender.Capital(gender.Subject);
        var her = Gender.Capital(gender.Possessive);
        switch (dice.Below(5))
        {
            case 0:
                var (born, died, _) = Spans.Years(dice);
                return $"{she} was born in {born} and died in {died}.";
            case 1:
                return $"{her} {dice.One(["mother", "father"])} was from {dice.One(Lexicon.Cities)}.";
            case 2:
                return $"{her} {gender.Spouse} was {dice.One(Lexicon.Qualities)}.";
            case 3:
                return $"{her} {dice.One(["friends", "neighbors"])} loved {gender.Object}.";
            default:
                return $"The {gender.Adult} had a {dice.One(["daughter", "son", "brother", "sister"])}.";
        }
    }
}
