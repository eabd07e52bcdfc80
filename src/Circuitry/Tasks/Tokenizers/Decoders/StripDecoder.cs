using System.Text;

namespace Circuitry.Datasets;

/// <summary>Takes a character off the ends of every piece, as the space that was put in front of a text.</summary>
/// <param name="content">The character.</param>
/// <param name="start">How many at most at the start.</param>
/// <param name="stop">How many at most at the end.</param>
internal sealed class StripDecoder(Rune content, int start, int stop) : ITokenDecoder
{
    /// <summary>Reads the <c>Strip</c> of a file.</summary>
    public static StripDecoder Read(TokenizerMember decoder)
    {
        decoder.Allow("type", "content", "start", "stop");
        return new(
            decoder["content"].Text().EnumerateRunes().ToArray() is [var only]
                ? only
                : throw decoder["content"].Damage("one character"),
            decoder["start"].Number(),
            decoder["stop"].Number()
        );
    }

    public IEnumerable<TokenPiece> Decode(IEnumerable<TokenPiece> pieces, bool follows) =>
        pieces.Select(piece => piece with { Text = Stripped(piece.Text, follows ? 0 : start) });

    private string Stripped(string text, int first)
    {
        var runes = text.EnumerateRunes().ToArray();
        var from = runes.Take(first).TakeWhile(rune => rune == content).Count();
        var behind = runes[from..].Reverse().Take(stop).TakeWhile(rune => rune == content).Count();
        return string.Concat(runes[from..^behind]);
    }
}
