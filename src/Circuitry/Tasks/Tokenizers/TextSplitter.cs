namespace Circuitry.Datasets;

/// <summary>Splits text that has no added tokens into the pieces within which tokens are merged.</summary>
internal sealed class TextSplitter(TokenizerParts parts)
{
    /// <summary>The pieces, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addsSpaces">Whether a space is put in front where the tokenizer says so.</param>
    /// <param name="time">The time that is left for splitting.</param>
    /// <exception cref="TokenizerException">A pattern takes too long.</exception>
    public IEnumerable<TextSplit> Split(string text, bool addsSpaces, PatternTime time)
    {
        var pieces = parts.Patterns.Aggregate(
            (IEnumerable<string>)[text],
            (pieces, pattern) => pieces.SelectMany(piece => pattern.Split(piece, time))
        );
        return pieces.SelectMany(piece => InBytes(piece, addsSpaces, time));
    }

    private IEnumerable<TextSplit> InBytes(string piece, bool addsSpaces, PatternTime time)
    {
        var added = addsSpaces && parts.AddsSpaces && !piece.StartsWith(' ');
        var whole = added ? $" {piece}" : piece;
        IEnumerable<string> pieces = parts.BytePattern is { } pattern ? pattern.Split(whole, time) : [whole];
        return pieces.Select((one, i) => new TextSplit(one, added && i == 0));
    }
}

/// <summary>A piece of text.</summary>
/// <param name="Text">Its text.</param>
/// <param name="HasAddedSpace">Whether it starts with a space that the text does not have.</param>
internal readonly record struct TextSplit(string Text, bool HasAddedSpace);
