namespace Circuitry.Datasets;

/// <summary>
/// A vocabulary of words as in text: a piece is one token, or the unknown token where the vocabulary has one.
/// </summary>
internal sealed class WholeWords(TokenizerParts parts) : ITokenModel
{
    public int? Unknown { get; } =
        parts.UnknownToken is { } unknown && parts.Vocabulary.TryGetValue(unknown, out var id) ? id : null;

    public string? Encode(TracedText piece, List<EncodedToken> tokens)
    {
        if ((parts.Vocabulary.TryGetValue(piece.Text, out var id) ? id : Unknown) is not { } token)
        {
            return piece.Text;
        }

        tokens.Add(new EncodedToken(token, piece.End - piece.Start));
        return null;
    }
}
