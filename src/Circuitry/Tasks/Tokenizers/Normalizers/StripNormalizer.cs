namespace Circuitry.Datasets;

/// <summary>Takes white space off the ends of text.</summary>
/// <param name="left">Whether off its start.</param>
/// <param name="right">Whether off its end.</param>
internal sealed class StripNormalizer(bool left, bool right) : ITextNormalizer
{
    /// <summary>Reads the <c>Strip</c> of a file.</summary>
    public static StripNormalizer Read(TokenizerMember normalizer)
    {
        normalizer.Allow("type", "strip_left", "strip_right");
        return new(normalizer["strip_left"].RequiredFlag(), normalizer["strip_right"].RequiredFlag());
    }

    public TracedText Normalize(TracedText text, bool follows, PatternTime time)
    {
        var from = left ? text.Text.Length - text.Text.AsSpan().TrimStart().Length : 0;
        var to = right ? text.Text.AsSpan().TrimEnd().Length : text.Text.Length;
        return from >= to ? TracedText.Of("", text.Start, default) : text.Slice(from, to);
    }
}
