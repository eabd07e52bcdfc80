namespace Circuitry.Datasets;

/// <summary>Splits off texts that are never merged with what is next to them, the leftmost first and then the longest.</summary>
/// <param name="literals">The texts.</param>
internal sealed class LiteralPreTokenizer(IEnumerable<string> literals) : IPreTokenizer
{
    private readonly AddedTokens _literals = new(
        literals.Select(text => new AddedToken(0, text)),
        token => token.Text,
        passesOverSpecial: false
    );

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time) =>
        _literals.Split(piece.Text).Select(part => piece.Slice(part.From, part.To));
}
