namespace Circuitry.Experiments;

/// <summary>A profession, with deeds and workplaces that imply it without its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deeds">Their deeds, as continuations of <c>she ...</c>.</param>
/// <param name="Workplaces">Where they did it.</param>
public sealed record Profession(string Name, IReadOnlyList<string> Deeds, IReadOnlyList<string> Workplaces)
{
    /// <summary>All of them, in alphabetical order.</summary>
    public static IReadOnlyList<Profession> All { get; } =
    [
        new(
            "farmer",
            [
                "milked the cows",
                "sold wheat",
                "grew wheat",
                "waited for the harvest",
                "mended the fence",
                "fed the cows",
            ],
            ["fields", "barn", "farm"]
        ),
        new(
            "nurse",
            [
                "cared for the patients",
                "dressed wounds",
                "gave medicine to the patients",
                "washed wounds",
                "looked after the patients",
                "brought medicine",
            ],
            ["hospital", "ward", "clinic"]
        ),
        new(
            "painter",
            [
                "mixed colors",
                "filled a canvas with colors",
                "showed portraits of the king",
                "drew with a brush",
                "sold portraits",
                "washed the brush",
            ],
            ["studio", "gallery", "garden"]
        ),
        new(
            "professor",
            [
                "gave lectures about physics",
                "wrote a thesis",
                "taught the students",
                "published research",
                "read a thesis about the moon",
                "asked the students about physics",
            ],
            ["university", "college", "library"]
        ),
    ];

    /// <summary>The words of names, deeds and workplaces.</summary>
    internal static IEnumerable<string> Words =>
        All.SelectMany(profession =>
            profession.Deeds.SelectMany(Lexicon.Words).Concat(profession.Workplaces).Prepend(profession.Name)
        );
}
