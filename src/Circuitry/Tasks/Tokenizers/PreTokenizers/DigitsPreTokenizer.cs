using System.Text;

namespace Circuitry.Datasets;

/// <summary>Splits numbers from other text.</summary>
/// <param name="individual">Whether each digit is a piece, instead of all that touch.</param>
internal sealed class DigitsPreTokenizer(bool individual) : IPreTokenizer
{
    /// <summary>Reads the <c>Digits</c> of a file.</summary>
    public static DigitsPreTokenizer Read(TokenizerMember splitter)
    {
        splitter.Allow("type", "individual_digits");
        return new(splitter["individual_digits"].Flag(otherwise: false));
    }

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time) =>
        (individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous).Split(
            piece,
            TextPart.Of(piece.Text, Rune.IsNumber)
        );
}
