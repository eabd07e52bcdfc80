using static Circuitry.Rasp.RaspLanguage;

namespace Circuitry.Rasp;

/// <summary>The programs that ship.</summary>
public static class RaspPrograms
{
    /// <summary>Reverses up to five of the tokens 1, 2 and 3.</summary>
    public static RaspProgram Reverse { get; } = MakeReverse();

    /// <summary>The fraction of x among the tokens so far, over w, x, y and z.</summary>
    public static RaspProgram Proportion { get; } =
        new()
        {
            Name = "proportion",
            Output = Aggregate(
                Select(Indices, Indices, (key, query) => key <= query),
                MapToNumber(Tokens, token => token == "x" ? 1 : 0, "is_x"),
                "proportion"
            ),
            Vocabulary = ["w", "x", "y", "z"],
            MaximumLength = 5,
        };

    /// <summary>Counts how often each token occurs in its sequence, over a, b, c and d.</summary>
    public static RaspProgram Histogram { get; } =
        new()
        {
            Name = "histogram",
            Output = SelectorWidth(Select(Tokens, Tokens, (key, query) => key == query), "histogram"),
            Vocabulary = ["a", "b", "c", "d"],
            MaximumLength = 5,
        };

    private static RaspProgram MakeReverse()
    {
        var length = SelectorWidth(Select(Tokens, Tokens, (_, _) => true), "length");
        var distance = SequenceMap(length, Indices, (l, index) => l - index, "length_minus_index");
        var opposite = Map(distance, d => d - 1, "opposite");
        return new RaspProgram
        {
            Name = "reverse",
            Output = Aggregate(Select(Indices, opposite, (key, query) => key == query), Tokens, "reverse"),
            Vocabulary = ["1", "2", "3"],
            MaximumLength = 5,
        };
    }
}
