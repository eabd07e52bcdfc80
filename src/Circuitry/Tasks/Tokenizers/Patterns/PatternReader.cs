namespace Circuitry.Datasets;

/// <summary>Reads a pattern of <c>tokenizer.json</c>: a regular expression, or a text as it stands.</summary>
internal static class PatternReader
{
    /// <exception cref="TokenizerException">The pattern has something that is read otherwise here.</exception>
    public static TokenPattern Read(TokenizerMember pattern)
    {
        pattern.Allow("Regex", "String");
        if (pattern["String"].IsThere)
        {
            return TokenPattern.Literally(pattern["String"].Text(), SourceOf(pattern["String"]));
        }

        try
        {
            return new TokenPattern(pattern["Regex"].Text(), SourceOf(pattern["Regex"]));
        }
        catch (ArgumentException e)
        {
            throw pattern["Regex"]
                .Refusal(
                    $"a pattern that .NET reads alike ({e.Message})",
                    "Write it without what is read otherwise, or use prompts of token ids with this model."
                );
        }
    }

    private static PatternSource SourceOf(TokenizerMember pattern) => new(pattern.File, pattern.Path);
}
