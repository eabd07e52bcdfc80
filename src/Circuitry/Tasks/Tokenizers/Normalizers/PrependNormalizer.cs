namespace Circuitry.Datasets;

/// <summary>Puts a mark in front of text, as if a space were there.</summary>
/// <param name="mark">The mark.</param>
internal sealed class PrependNormalizer(string mark) : ITextNormalizer
{
    /// <summary>Reads the <c>Prepend</c> of a file.</summary>
    public static PrependNormalizer Read(TokenizerMember normalizer)
    {
        normalizer.Allow("type", "prepend");
        return new(normalizer["prepend"].Text());
    }

    public TracedText Normalize(TracedText text, bool follows, PatternTime time) =>
        follows || text.Text.Length == 0 ? text : text.With(mark);
}
