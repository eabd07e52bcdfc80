namespace Circuitry.Datasets;

/// <summary>Changes text before it is split.</summary>
internal interface ITextNormalizer
{
    /// <summary>The text as it is split.</summary>
    /// <param name="text">The text.</param>
    /// <param name="follows">Whether it goes on behind other text, so that nothing marks its start.</param>
    /// <param name="time">The time that is left for patterns.</param>
    TracedText Normalize(TracedText text, bool follows, PatternTime time);
}
