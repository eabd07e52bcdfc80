namespace Circuitry.Datasets;

/// <summary>Brings text into one of Unicode's normalization forms.</summary>
/// <param name="form">The form.</param>
internal sealed class UnicodeNormalizer(UnicodeForm form) : ITextNormalizer
{
    /// <summary>Reads the <c>NFC</c>, <c>NFD</c>, <c>NFKC</c> or <c>NFKD</c> of a file.</summary>
    public static UnicodeNormalizer Read(TokenizerMember normalizer, UnicodeForm form)
    {
        normalizer.Allow("type");
        return new(form);
    }

    public TracedText Normalize(TracedText text, bool follows, PatternTime time) => Composition.Normalize(text, form);
}
