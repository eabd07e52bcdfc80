namespace Circuitry.Datasets;

/// <summary>Writes spaces as a mark, and splits text in front of each mark.</summary>
/// <param name="mark">The mark, one character.</param>
/// <param name="scheme">Where a mark is put that no space stands for.</param>
/// <param name="splits">Whether text is split.</param>
internal sealed class MetaspacePreTokenizer(char mark, MetaspaceScheme scheme, bool splits) : IPreTokenizer
{
    /// <summary>Whether text that starts without a space gets a mark.</summary>
    public bool AddsSpaces => scheme != MetaspaceScheme.Never;

    /// <summary>Reads the <c>Metaspace</c> of a file.</summary>
    public static MetaspacePreTokenizer Read(TokenizerMember splitter) =>
        new(
            MetaspaceMembers.Mark(splitter),
            MetaspaceMembers.Scheme(splitter),
            splitter["split"].Flag(otherwise: true)
        );

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time)
    {
        var marked = Marked(piece);
        if (!follows && !marked.Text.StartsWith(mark) && Prepends(piece))
        {
            marked = marked.With($"{mark}");
        }

        return splits
            ? SplitBehavior.MergedWithNext.Split(marked, TextPart.Of(marked.Text, rune => rune.Value == mark))
            : [marked];
    }

    private bool Prepends(TracedText piece) =>
        scheme == MetaspaceScheme.Always || (scheme == MetaspaceScheme.First && piece.Start == 0);

    private TracedText Marked(TracedText piece)
    {
        var made = new TracedTextBuilder(piece.Text.Length, piece.Start);
        for (var unit = 0; unit < piece.Text.Length; unit++)
        {
            made.Append(piece.Text[unit] == ' ' ? mark : piece.Text[unit], piece.EndOf(unit + 1));
        }

        return made.Build();
    }
}
