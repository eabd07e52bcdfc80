namespace Circuitry.Datasets;

/// <summary>Reads how <c>tokenizer.json</c> splits text.</summary>
internal static class PreTokenizerReader
{
    /// <summary>Adds a pre-tokenizer's steps to a tokenizer's parts.</summary>
    public static TokenizerParts Read(TokenizerMember splitter, TokenizerParts parts)
    {
        TokenizerMember[] all = [.. Flattened(splitter)];
        if (parts.IsOfWholeWords)
        {
            return parts with { Patterns = [.. all.Select(Pattern)] };
        }

        var bytes = all[^1];
        if (bytes.Type != "ByteLevel")
        {
            throw bytes.Refusal("ByteLevel as the last pre-tokenizer", TokenizerRemedies.Splitting);
        }

        bytes.Allow("type", "add_prefix_space", "trim_offsets", "use_regex");
        return parts with
        {
            Patterns = [.. all[..^1].Select(Pattern)],
            IsSplitByBytesAlone = splitter.Type == "ByteLevel",
            AddsSpaces = bytes["add_prefix_space"].Flag(otherwise: false),
            BytePattern = bytes["use_regex"].Flag(otherwise: true)
                ? new TokenPattern(TokenPattern.Gpt2, new PatternSource(bytes.File, bytes.Path))
                : null,
        };
    }

    private static IEnumerable<TokenizerMember> Flattened(TokenizerMember splitter)
    {
        if (splitter.Type != "Sequence")
        {
            return [splitter];
        }

        splitter.Allow("type", "pretokenizers");
        TokenizerMember[] all = [.. splitter["pretokenizers"].Items().SelectMany(Flattened)];
        return all.Length > 0 ? all : throw splitter.Refusal("at least one pre-tokenizer", TokenizerRemedies.Splitting);
    }

    private static TokenPattern Pattern(TokenizerMember splitter)
    {
        switch (splitter.Type)
        {
            case "Split":
                splitter.Allow("type", "pattern", "behavior", "invert");
                splitter["invert"].RequireNothing(TokenizerRemedies.Splitting);
                splitter["behavior"].RequireText("Isolated", TokenizerRemedies.Splitting);
                return Written(splitter["pattern"]);
            case "Digits":
                splitter.Allow("type", "individual_digits");
                return new TokenPattern(
                    splitter["individual_digits"].Flag(otherwise: false) ? @"\p{N}" : @"\p{N}+",
                    new PatternSource(splitter.File, splitter.Path)
                );
            default:
                throw splitter.Refusal("Split, Digits or Sequence", TokenizerRemedies.Splitting);
        }
    }

    private static TokenPattern Written(TokenizerMember pattern)
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
