namespace Circuitry;

/// <summary>
/// Random tokens followed by a repetition of themselves: at each repeated token the answer is the one that followed it before.
/// The corrupted prompt is another row, and its answers are the wrong ones (ACDC, appendix F, with rows of the batch shuffled).
/// </summary>
/// <remarks>Needs no tokenizer. Sequences are as long as half the context allows, up to 12 tokens before they repeat.</remarks>
[DatasetMakes(Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Size = 2, Context = 2 * Shortest, Vocabulary = 3 * Shortest, OutputVocabulary = 3 * Shortest)]
public sealed class RepeatedTokens : IDataset
{
    private const int Longest = 12,
        Shortest = 3;

    /// <inheritdoc/>
    /// <exception cref="PromptException">The size is below 2, or the model's context or vocabulary is too small.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        if (request.Size < 2)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"RepeatedTokens corrupts a row by another one and needs a Size of at least 2, not {request.Size}"
                )
            );
        }

        var a = request.Architecture;
        var length = Math.Min(Longest, a.Context / 2);
        var tokens = Math.Min(a.Vocabulary, a.OutputVocabulary);
        if (length < Shortest || tokens < 3 * length)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"RepeatedTokens needs a context of {2 * Shortest} tokens and a vocabulary three times as large as half a prompt; the model has {a.Context} and {tokens}"
                )
            );
        }

        var rows = Rows(new Random(request.Seed), request.Size, length, tokens);
        return PromptPairs.Of(rows.Select((row, i) => Pair(row, rows[(i + 1) % rows.Length])));
    }

    private static PromptPair Pair(int[] row, int[] other) =>
        new()
        {
            Clean = [.. row, .. row],
            Corrupted = [.. other, .. other],
            AnswerPositions = [.. Enumerable.Range(row.Length, row.Length - 1)],
            Answers = [.. row.Skip(1).Select(token => new[] { token })],
            WrongAnswers = [.. other.Skip(1).Select(token => new[] { token })],
        };

    /// <summary>Rows of different tokens, none of which the next row has too; the first row follows the last.</summary>
    private static int[][] Rows(Random random, int count, int length, int tokens)
    {
        var rows = new int[count][];
        for (var i = 0; i < count; i++)
        {
            var taken = new HashSet<int>(i == 0 ? [] : rows[i - 1]);
            if (i == count - 1)
            {
                taken.UnionWith(rows[0]);
            }

            var row = new int[length];
            for (var place = 0; place < length; place++)
            {
                do
                {
                    row[place] = random.Next(tokens);
                } while (!taken.Add(row[place]));
            }

            rows[i] = row;
        }

        return rows;
    }
}
