using static System.FormattableString;

namespace Circuitry.Features;

/// <summary>A stream of sequences as batches, each made when it is asked for.</summary>
internal static class CorpusBatches
{
    /// <summary>The most numbers in one activation of a batch.</summary>
    private const long Budget = 1L << 20;

    /// <summary>Divides a corpus.</summary>
    /// <param name="corpus">The sequences; each may be reused by the stream when the next one is asked for.</param>
    /// <param name="a">The model's architecture.</param>
    /// <param name="widest">Width of the widest dictionary.</param>
    /// <exception cref="PromptException">A sequence is empty or longer than the context, or has a token that the model has not.</exception>
    public static IEnumerable<Prompts> Of(IEnumerable<IReadOnlyList<int>> corpus, Architecture a, int widest) =>
        Of(corpus.Select(sequence => sequence.ToArray()), tokens => tokens, a, widest)
            .Select(batch => new Prompts(batch));

    /// <summary>Divides a corpus whose items contain sequences.</summary>
    /// <param name="corpus">The items.</param>
    /// <param name="tokensOf">Its sequence.</param>
    /// <param name="a">The model's architecture.</param>
    /// <param name="widest">The most numbers that anything has for a token.</param>
    /// <exception cref="PromptException">A sequence is empty or longer than the context, or has a token that the model has not.</exception>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(
        IEnumerable<T> corpus,
        Func<T, IReadOnlyList<int>> tokensOf,
        Architecture a,
        int widest
    )
    {
        var batch = new List<T>();
        var (longest, number) = (0, 0L);
        foreach (var item in corpus)
        {
            var tokens = tokensOf(item);
            Check(tokens, a, number++);
            var length = Math.Max(longest, tokens.Count);
            var perToken = Math.Max(widest, Math.Max(a.MlpWidth, (long)a.Heads * length));
            if (batch.Count > 0 && (batch.Count + 1) * length * perToken > Budget)
            {
                yield return batch;
                (batch, length) = ([], tokens.Count);
            }

            batch.Add(item);
            longest = length;
        }

        if (number == 0)
        {
            throw new PromptException("the corpus has no sequences; it needs at least one");
        }

        yield return batch;
    }

    private static void Check(IReadOnlyList<int> tokens, Architecture a, long number)
    {
        if (tokens.Count == 0)
        {
            throw new PromptException(Invariant($"sequence {number} of the corpus has no tokens; leave it out"));
        }

        if (tokens.Count > a.Context)
        {
            throw new PromptException(
                Invariant(
                    $"sequence {number} of the corpus has {Counted.Of(tokens.Count, "token")}, and the model's context is {a.Context}; divide it"
                )
            );
        }

        for (var place = 0; place < tokens.Count; place++)
        {
            if (tokens[place] >= 0 && tokens[place] < a.Vocabulary)
            {
                continue;
            }

            throw new PromptException(
                Invariant(
                    $"sequence {number} of the corpus has token {tokens[place]} at position {place}; the vocabulary has {Counted.Of(a.Vocabulary, "token")}, 0 to {a.Vocabulary - 1}"
                )
            );
        }
    }
}
