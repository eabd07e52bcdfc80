using System.Globalization;
using System.Text;

namespace Circuitry.Datasets;

/// <summary>Splits punctuation from other text.</summary>
/// <param name="behavior">The fate of punctuation.</param>
internal sealed class PunctuationPreTokenizer(SplitBehavior behavior) : IPreTokenizer
{
    // ASCII's punctuation has signs that Unicode takes for symbols.
    private const string Symbols = "$+<=>^`|~";

    // Punctuation that the tokenizers library does not know of, since its table is an older one; and U+166D, which was some.
    private const string Unlike =
        "61D 9FD A76 C77 C84 166D 1B4E-1B4F 1B7D-1B7F 2E43-2E4F 2E52-2E5D 10D6E 10EAD 10F55-10F59 10F86-10F89 111C9 113D4-113D5 "
        + "113D7-113D8 1144B-1144F 1145A-1145B 1145D 11660-1166C 116B9 1183B 11944-11946 119E2 11A3F-11A46 11A9A-11A9C "
        + "11A9E-11AA2 11B00-11B09 11BE1 11C41-11C45 11C70-11C71 11EF7-11EF8 11F43-11F4F 11FFF 12FF1-12FF2 16D6D-16D6F "
        + "16E97-16E9A 16FE2 1E5FF 1E95E-1E95F";

    private static readonly HashSet<int> UnlikeValues = [.. Unlike.Split(' ').SelectMany(Range)];

    /// <summary>Reads the <c>Punctuation</c> of a file.</summary>
    public static PunctuationPreTokenizer Read(TokenizerMember splitter)
    {
        splitter.Allow("type", "behavior");
        return new(
            splitter["behavior"].IsThere ? SplitPreTokenizer.ReadBehavior(splitter["behavior"]) : SplitBehavior.Isolated
        );
    }

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time) =>
        behavior.Split(piece, TextPart.Of(piece.Text, IsPunctuation));

    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii
            ? Rune.IsPunctuation(rune) || Symbols.Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsPunctuation(rune) != UnlikeValues.Contains(rune.Value);

    private static IEnumerable<int> Range(string range)
    {
        int[] ends =
        [
            .. range.Split('-').Select(end => int.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        ];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
