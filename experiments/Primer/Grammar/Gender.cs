namespace Circuitry.Experiments;

/// <summary>The gender of a person in a text, and the words that follow from it.</summary>
public sealed record Gender
{
    private Gender() { }

    /// <summary>Women.</summary>
    public static Gender Female { get; } =
        new()
        {
            Names = Lexicon.Women,
            Subject = "she",
            Object = "her",
            Possessive = "her",
            Adult = "woman",
            Child = "daughter",
            Spouse = "husband",
        };

    /// <summary>Men.</summary>
    public static Gender Male { get; } =
        new()
        {
            Names = Lexicon.Men,
            Subject = "he",
            Object = "him",
            Possessive = "his",
            Adult = "man",
            Child = "son",
            Spouse = "wife",
        };

    /// <summary>Both.</summary>
    public static IReadOnlyList<Gender> All { get; } = [Female, Male];

    /// <summary>Given names.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>She or he.</summary>
    public required string Subject { get; init; }

    /// <summary>Her or him.</summary>
    public required string Object { get; init; }

    /// <summary>Her or his.</summary>
    public required string Possessive { get; init; }

    /// <summary>Woman or man.</summary>
    public required string Adult { get; init; }

    /// <summary>Daughter or son.</summary>
    public required string Child { get; init; }

    /// <summary>Husband or wife.</summary>
    public required string Spouse { get; init; }

    /// <summary>The gender that a name implies.</summary>
    internal static Gender Of(string name) => Lexicon.Women.Contains(name) ? Female : Male;

    /// <summary>A word as a sentence starts with it.</summary>
    internal static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
