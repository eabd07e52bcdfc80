namespace Circuitry.Datasets;

/// <summary>Puts a text in the place of whatever matches a pattern.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="content">What is put there.</param>
internal sealed class ReplaceNormalizer(TokenPattern pattern, string content) : ITextNormalizer
{
    /// <summary>Reads the <c>Replace</c> of a file.</summary>
    public static ReplaceNormalizer Read(TokenizerMember normalizer)
    {
        normalizer.Allow("type", "pattern", "content");
        return new(PatternReader.Read(normalizer["pattern"]), normalizer["content"].Text());
    }

    public TracedText Normalize(TracedText text, bool follows, PatternTime time)
    {
        var made = new TracedTextBuilder(text.Text.Length, text.Start);
        foreach (var part in pattern.Cut(text.Text, time))
        {
            if (part.IsMatch)
            {
                made.Append(content, text.EndOf(part.To));
            }
            else
            {
                made.Append(text, part.From, part.To);
            }
        }

        return made.Build();
    }
}
