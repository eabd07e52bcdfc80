namespace Circuitry.Datasets;

/// <summary>The merges that a vocabulary with scores stands for: any two pieces whose text together is one, the highest score first.</summary>
internal static class SentencePieceMerges
{
    /// <summary>The pairs with their ranks, which pairs of one score share.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="vocabulary">Their ids by text.</param>
    public static IEnumerable<(string Left, string Right, int Rank)> Of(
        IReadOnlyList<SentencePiece> pieces,
        IReadOnlyDictionary<string, int> vocabulary
    )
    {
        var ranks = pieces
            .Select(piece => piece.Score)
            .Distinct()
            .OrderDescending()
            .Select((score, rank) => (score, rank))
            .ToDictionary(entry => entry.score, entry => entry.rank);
        foreach (var piece in pieces.Where(piece => piece.Kind == SentencePieceKind.Normal))
        {
            for (var at = 1; at < piece.Text.Length; at++)
            {
                if (!char.IsLowSurrogate(piece.Text[at]) && IsText(piece.Text[..at]) && IsText(piece.Text[at..]))
                {
                    yield return (piece.Text[..at], piece.Text[at..], ranks[piece.Score]);
                }
            }
        }

        bool IsText(string text) =>
            vocabulary.TryGetValue(text, out var id) && pieces[id].Kind == SentencePieceKind.Normal;
    }
}
