namespace Circuitry;

/// <summary>Finds added tokens in text: the leftmost first, the longest of those that start at one place.</summary>
internal sealed class AddedTokens
{
    private readonly ILookup<char, AddedToken> _byStart;

    public AddedTokens(IEnumerable<AddedToken> tokens) =>
        _byStart = tokens.OrderByDescending(token => token.Text.Length).ToLookup(token => token.Text[0]);

    /// <summary>The text's parts in order: a token, or text that has none.</summary>
    public IEnumerable<(AddedToken? Token, string Text)> Split(string text)
    {
        var done = 0;
        for (var i = 0; i < text.Length; )
        {
            var token = _byStart[text[i]]
                .FirstOrDefault(token => string.CompareOrdinal(text, i, token.Text, 0, token.Text.Length) == 0);
            if (token is null)
            {
                i++;
                continue;
            }

            if (i > done)
            {
                yield return (null, text[done..i]);
            }

            yield return (token, token.Text);
            i += token.Text.Length;
            done = i;
        }

        if (done < text.Length)
        {
            yield return (null, text[done..]);
        }
    }
}
