using static System.FormattableString;

namespace Circuitry;

/// <summary>A stream of sequences as batches, each made when it is asked for.</summary>
internal static class CorpusBatches
{
    /// <summary>Numbers that one activation of a batch may take.</summary>
    private const long Budget = 1L << 20;

    /// <summary>Divides a corpus.</summary>
    /// <param name="corpus">The sequences; each may be reused by the stream when the next one is asked for.</param>
    /// <param name="a">The model's architecture.</param>
    /// <param name="widest">Width of the widest dictionary.</param>
    /// <exception cref="PromptException">A sequence is empty or longer than the context, or has a token that the model has not.</exception>
    public static IEnumerable<Prompts> Of(IEnumerable<IReadOnlyList<int>> corpus, Architecture a, int widest)
    {
        var batch = new List<int[]>();
        var (longest, number) = (0, 0L);
        foreach (var sequence in corpus)
        {
            int[] tokens = [.. sequence];
            Check(tokens, a, number++);
            var length = Math.Max(longest, tokens.Length);
            var perToken = Math.Max(widest, Math.Max(a.MlpWidth, (long)a.Heads * length));
            if (batch.Count > 0 && (batch.Count + 1) * length * perToken > Budget)
            {
                yield return new Prompts(batch);
                (batch, length) = ([], tokens.Length);
            }

            batch.Add(tokens);
            longest = length;
        }

        if (number == 0)
        {
            throw new PromptException("the corpus has no sequences; evidence needs at least one");
        }

        yield return new Prompts(batch);
    }

    private static void Check(int[] tokens, Architecture a, long number)
    {
        if (tokens.Length == 0)
        {
            throw new PromptException(Invariant($"sequence {number} of the corpus has no tokens; leave it out"));
        }

        if (tokens.Length > a.Context)
        {
            throw new PromptException(
                Invariant(
                    $"sequence {number} of the corpus has {tokens.Length} tokens, and the model's context is {a.Context}; divide it"
                )
            );
        }

        if (Array.FindIndex(tokens, token => token < 0 || token >= a.Vocabulary) is var place and >= 0)
        {
            throw new PromptException(
                Invariant(
                    $"sequence {number} of the corpus has token {tokens[place]} at position {place}; the vocabulary has {a.Vocabulary} tokens, 0 to {a.Vocabulary - 1}"
                )
            );
        }
    }
}
