using System.Text;

namespace Circuitry.Datasets;

/// <summary>Splits punctuation from other text.</summary>
/// <param name="behavior">The fate of punctuation.</param>
internal sealed class PunctuationPreTokenizer(SplitBehavior behavior) : IPreTokenizer
{
    // ASCII's punctuation has signs that Unicode takes for symbols.
    private const string Symbols = "$+<=>^`|~";

    /// <summary>Reads the <c>Punctuation</c> of a file.</summary>
    public static PunctuationPreTokenizer Read(TokenizerMember splitter)
    {
        splitter.Allow("type", "behavior");
        return new(
            splitter["behavior"].IsThere
                ? SplitPreTokenizer.ReadBehavior(splitter["behavior"])
                : SplitBehavior.Isolated
        );
    }

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time) =>
        behavior.Split(piece, TextPart.Of(piece.Text, IsPunctuation));

    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.IsAscii && Symbols.Contains((char)rune.Value, StringComparison.Ordinal));
}
