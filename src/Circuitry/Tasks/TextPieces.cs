using System.Text;

namespace Circuitry;

/// <summary>Finds the pieces of a text in its tokens.</summary>
internal static class TextPieces
{
    /// <summary>The group of every token of a prompt: of the piece that the token ends in; tokens in front of the text are in the first.</summary>
    /// <param name="pieces">The pieces, which together are the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <exception cref="PromptException">The pieces are another text, or the tokens do not spell it.</exception>
    public static IReadOnlyList<string> GroupsOf(IReadOnlyList<TextPiece> pieces, string text, TextTokenizer tokenizer)
    {
        var together = string.Concat(pieces.Select(piece => piece.Text));
        if (together != text)
        {
            throw new PromptException(
                $"the pieces of \"{text}\" make \"{together}\" together; they must make the clean prompt"
            );
        }

        var tokens = tokenizer.EncodeWithExtents(text);
        // Bytes, since a token need not end where a character does.
        var ends = Sums(pieces.Select(piece => Encoding.UTF8.GetByteCount(piece.Text)));
        var tokenEnds = Sums(tokens.Select(token => token.Bytes));
        if (tokenEnds.LastOrDefault() != ends[^1])
        {
            throw new PromptException(
                $"the tokens of \"{text}\" do not spell it ({tokenizer.Quoted(tokens.Select(token => token.Id))}), so that its pieces cannot be found in them; leave out what the tokenizer changes"
            );
        }

        return
        [
            .. tokenizer.Prefix.Select(_ => pieces[0].Group),
            .. tokenEnds.Select(end => pieces[Array.FindIndex(ends, pieceEnd => end <= pieceEnd)].Group),
        ];
    }

    private static int[] Sums(IEnumerable<int> lengths)
    {
        var sum = 0;
        return [.. lengths.Select(length => sum += length)];
    }
}
