namespace Circuitry.Datasets;

/// <summary>Puts a text in the place of whatever matches a pattern in a token, such as spaces in that of their marks.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="content">What is put there.</param>
internal sealed class ReplaceDecoder(TokenPattern pattern, string content) : ITokenDecoder
{
    /// <summary>Reads the <c>Replace</c> of a file.</summary>
    public static ReplaceDecoder Read(TokenizerMember decoder)
    {
        decoder.Allow("type", "pattern", "content");
        return new(PatternReader.Read(decoder["pattern"]), decoder["content"].Text());
    }

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows) =>
        pieces.Select(piece => piece with { Text = Replaced(piece.Text) });

    private string Replaced(string text) =>
        string.Concat(
            pattern
                .Cut(text, new PatternTime(text.Length))
                .Select(part => part.IsMatch ? content : text[part.From..part.To])
        );
}
