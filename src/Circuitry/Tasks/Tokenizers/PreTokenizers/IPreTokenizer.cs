namespace Circuitry.Datasets;

/// <summary>Splits text into the pieces within which tokens are found.</summary>
internal interface IPreTokenizer
{
    /// <summary>The pieces of a piece, in order.</summary>
    /// <param name="piece">What the step before made.</param>
    /// <param name="follows">Whether the text goes on behind other text, so that nothing marks its start.</param>
    /// <param name="time">The time that is left for patterns.</param>
    IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time);
}
