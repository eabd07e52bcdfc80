namespace Circuitry.Datasets;

/// <summary>Reads an added token as <c>tokenizer.json</c> and the files beside it write one.</summary>
internal static class AddedTokenReader
{
    /// <summary>A token with its own id.</summary>
    public static AddedToken Read(TokenizerMember token)
    {
        token.Allow("id", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
        return Read(token, token["id"].Number());
    }

    /// <summary>A token whose id is said elsewhere.</summary>
    public static AddedToken Read(TokenizerMember token, int id)
    {
        var isSpecial = token["special"].Flag(otherwise: false);
        return new AddedToken(id, token["content"].Text())
        {
            IsSpecial = isSpecial,
            InComposedText = token["normalized"].Flag(otherwise: !isSpecial),
            IsWholeWord = token["single_word"].Flag(otherwise: false),
            TakesSpaceBefore = token["lstrip"].Flag(otherwise: false),
            TakesSpaceBehind = token["rstrip"].Flag(otherwise: false),
        };
    }
}
