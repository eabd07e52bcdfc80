using System.Text;

namespace Circuitry.Datasets;

/// <summary>Splits text by GPT-2's pattern and spells its bytes in GPT-2's alphabet.</summary>
/// <param name="pattern">The pattern; null where text is split no further.</param>
internal sealed class ByteLevelPreTokenizer(TokenPattern? pattern) : IPreTokenizer
{
    /// <summary>Whether pieces get a space in front where they have none.</summary>
    public bool AddsSpaces { get; init; }

    /// <summary>The step of GPT-2's two files.</summary>
    public static ByteLevelPreTokenizer OfGpt2(PatternSource source) => new(new(TokenPattern.Gpt2, source));

    /// <summary>Reads the <c>ByteLevel</c> of a file.</summary>
    public static ByteLevelPreTokenizer Read(TokenizerMember splitter)
    {
        splitter.Allow("type", "add_prefix_space", "trim_offsets", "use_regex");
        return new(
            splitter["use_regex"].Flag(otherwise: true)
                ? new TokenPattern(TokenPattern.Gpt2, new PatternSource(splitter.File, splitter.Path))
                : null
        )
        {
            AddsSpaces = splitter["add_prefix_space"].Flag(otherwise: false),
        };
    }

    /// <summary>The step with another word on spaces in front.</summary>
    public ByteLevelPreTokenizer With(bool addsSpaces) => new(pattern) { AddsSpaces = addsSpaces };

    public IEnumerable<TracedText> Split(TracedText piece, bool follows, PatternTime time)
    {
        var whole = AddsSpaces && !follows && !piece.Text.StartsWith(' ') ? piece.With(" ") : piece;
        var pieces = pattern is null ? [whole] : SplitBehavior.Isolated.Split(whole, pattern.Cut(whole.Text, time));
        return pieces.Select(Spell);
    }

    private static TracedText Spell(TracedText piece)
    {
        var made = new TracedTextBuilder(piece.Text.Length, piece.Start);
        Span<byte> bytes = stackalloc byte[4];
        var at = 0;
        foreach (var rune in piece.Text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            var start = piece.EndOf(at);
            at += rune.Utf16SequenceLength;
            for (var i = 0; i < length; i++)
            {
                var end = piece.EndOf(at) - start == length ? start + i + 1 : piece.EndOf(at);
                made.Append(ByteCharacters.All[bytes[i]], end);
            }
        }

        return made.Build();
    }
}
