namespace Circuitry.App;

/// <summary>Tokens in words: their texts with visible spaces and line ends, or their numbers where there is no tokenizer.</summary>
internal sealed class TokenWords(TextTokenizer? tokenizer)
{
    private const int MostAnswers = 4;
    private const int MostTokens = 40;

    /// <summary>The tokenizer; null where tokens are numbers.</summary>
    public TextTokenizer? Tokenizer => tokenizer;

    /// <summary>A token: its text between bars, so that its spaces show.</summary>
    public string Of(int token) => Text(token) is { } text ? $"'{text}'" : FormattableString.Invariant($"{token}");

    /// <summary>Several tokens, the first of them where there are many.</summary>
    public string Of(IReadOnlyList<int> tokens) =>
        tokens.Count == 0 ? ""
        : tokens.Count <= MostAnswers ? string.Join(" ", tokens.Select(Of))
        : FormattableString.Invariant(
            $"{string.Join(" ", tokens.Take(MostAnswers).Select(Of))} and {tokens.Count - MostAnswers} more"
        );

    /// <summary>A prompt: its text, with bars between tokens; of a long one the end, which is answered.</summary>
    public string Text(IReadOnlyList<int> tokens)
    {
        var start = tokens.Count > MostTokens ? "... " : "";
        var end = tokens.TakeLast(MostTokens);
        return start
            + (
                tokenizer is null
                    ? string.Join(' ', end.Select(token => FormattableString.Invariant($"{token}")))
                    : string.Join('|', end.Select(token => Text(token) ?? FormattableString.Invariant($"<{token}>")))
            );
    }

    private string? Text(int token)
    {
        if (tokenizer is null)
        {
            return null;
        }

        try
        {
            return VisibleText.Of(tokenizer.TokenText(token));
        }
        catch (PromptException)
        {
            return null;
        }
    }
}
