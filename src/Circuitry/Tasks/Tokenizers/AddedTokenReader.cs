namespace Circuitry.Datasets;

/// <summary>Reads an added token as <c>tokenizer.json</c> and the files next to it write one.</summary>
internal static class AddedTokenReader
{
    /// <summary>Reads a token that has an id.</summary>
    public static AddedToken Read(TokenizerMember token)
    {
        token.Allow("id", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
        return Read(token, token["id"].Number());
    }

    /// <summary>Reads a token whose id is given elsewhere.</summary>
    public static AddedToken Read(TokenizerMember token, int id)
    {
        var isSpecial = token["special"].Flag(otherwise: false);
        return new AddedToken(id, token["content"].Text())
        {
            IsSpecial = isSpecial,
            InNormalizedText = token["normalized"].Flag(otherwise: !isSpecial),
            IsWholeWord = token["single_word"].Flag(otherwise: false),
            TakesSpaceBefore = token["lstrip"].Flag(otherwise: false),
            TakesSpaceBehind = token["rstrip"].Flag(otherwise: false),
        };
    }
}
