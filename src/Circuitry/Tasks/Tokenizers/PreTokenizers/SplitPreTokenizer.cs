namespace Circuitry.Datasets;

/// <summary>Splits text at what a pattern matches.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="behavior">The fate of matches.</param>
/// <param name="inverts">Whether what lies between matches is taken for the matches.</param>
internal sealed class SplitPreTokenizer(TokenPattern pattern, SplitBehavior behavior, bool inverts) : IPreTokenizer
{
    /// <summary>Reads the <c>Split</c> of a file.</summary>
    public static SplitPreTokenizer Read(TokenizerMember splitter)
    {
        splitter.Allow("type", "pattern", "behavior", "invert");
        return new(
            PatternReader.Read(splitter["pattern"]),
            ReadBehavior(splitter["behavior"]),
            splitter["invert"].Flag(otherwise: false)
        );
    }

    /// <summary>Reads the name of a behavior.</summary>
    public static SplitBehavior ReadBehavior(TokenizerMember behavior) =>
        Array.Find(Enum.GetValues<SplitBehavior>(), known => $"{known}" == behavior.Text()) is var found
        && $"{found}" == behavior.Text()
            ? found
            : throw behavior.Refusal(
                $"one of {string.Join(", ", Enum.GetNames<SplitBehavior>())}",
                TokenizerRemedies.Splitting
            );

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time)
    {
        var parts = pattern.Cut(piece.Text, time);
        return behavior.Split(piece, inverts ? parts.Select(part => part with { IsMatch = !part.IsMatch }) : parts);
    }
}
