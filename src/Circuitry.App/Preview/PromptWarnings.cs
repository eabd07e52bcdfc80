using static System.FormattableString;

namespace Circuitry.App;

/// <summary>What looks wrong with prompts, before anything is searched: each sentence names the pair and what to do.</summary>
internal static class PromptWarnings
{
    /// <summary>How many standard deviations above chance a model must be.</summary>
    private const double Deviations = 1.645;

    /// <summary>Below this many pairs chance is not told from skill.</summary>
    private const int FewestPairs = 6;

    public static IReadOnlyList<string> Of(
        Architecture architecture,
        AnsweredPrompts clean,
        AnsweredPrompts corrupted,
        Metric metric,
        Ablation ablation,
        TokenWords words
    ) =>
        [
            .. Equal(clean.Pairs, ablation),
            .. SameAnswers(clean.Pairs),
            .. Swapped(clean, corrupted, metric, ablation),
            .. Chance(clean, architecture),
            .. Spaces(clean, words),
            .. TooLong(clean.Pairs, architecture),
        ];

    private static IEnumerable<string> Equal(PromptPairs pairs, Ablation ablation)
    {
        int[] equal =
        [
            .. Enumerable
                .Range(0, pairs.Count)
                .Where(i =>
                    pairs.Pairs[i].Clean.SequenceEqual(pairs.Pairs[i].Corrupted)
                    && pairs.Pairs[i].CorruptedPositions is null
                ),
        ];
        if (ablation.NeedsCorruption && equal.Length > 0)
        {
            yield return $"the corrupted prompt of {Pairs(equal)} is the clean one, so that it measures nothing; corrupt it or leave it out";
        }
    }

    /// <summary>Pairs of which a right answer is a wrong one too; a metric that compares the two refuses them, others do not look.</summary>
    private static IEnumerable<string> SameAnswers(PromptPairs pairs)
    {
        int[] same =
        [
            .. Enumerable
                .Range(0, pairs.Count)
                .Where(i =>
                    pairs
                        .Pairs[i]
                        .Answers.Zip(pairs.Pairs[i].WrongAnswers)
                        .Any(both => both.First.Intersect(both.Second).Any())
                ),
        ];
        if (same.Length > 0)
        {
            yield return $"the right answer of {Pairs(same)} is also a wrong one; leave it in one of the two";
        }
    }

    /// <summary>Pairs whose corrupted prompt is answered right and whose clean one is answered wrong.</summary>
    private static IEnumerable<string> Swapped(
        AnsweredPrompts clean,
        AnsweredPrompts corrupted,
        Metric metric,
        Ablation ablation
    )
    {
        if (clean.Wrong.Count > 0)
        {
            int[] swapped =
            [
                .. Enumerable
                    .Range(0, clean.Pairs.Count)
                    .Where(i => clean.Right[i] < clean.Wrong[i] && corrupted.Right[i] > corrupted.Wrong[i]),
            ];
            if (swapped.Length > 0)
            {
                yield return $"clean and corrupted of {Pairs(swapped)} look swapped: the right answer is likelier on the corrupted prompt, and the wrong one on the clean prompt; exchange the two prompts, or the answers";
            }
        }
        else if (
            ablation.NeedsCorruption
            && metric is not Divergence
            && metric.AsLoss(corrupted.Metric) < metric.AsLoss(clean.Metric)
        )
        {
            yield return Invariant(
                $"the {metric.Name} is better on corrupted prompts ({corrupted.Metric:G4}) than on clean ones ({clean.Metric:G4}); are the two swapped?"
            );
        }
    }

    private static IEnumerable<string> Chance(AnsweredPrompts clean, Architecture architecture)
    {
        var count = clean.Pairs.Count;
        if (count < FewestPairs)
        {
            yield break;
        }

        if (clean.Preference is { } preference)
        {
            var least = 0.5 + Deviations * Math.Sqrt(0.25 / count);
            if (preference < least)
            {
                yield return Invariant(
                    $"the model is no better than chance: right answers are likelier than wrong ones on {preference:0%} of {count} clean prompts, first not so in {Pairs(Failing(clean))}; a circuit of what a model cannot do means little"
                );
            }
        }
        else if (clean.Right.Count > 0)
        {
            // The mean probability of an answer against that of as many tokens at random.
            var likely = clean.Right.Average(Math.Exp);
            var random =
                clean.Pairs.Pairs.Average(pair => pair.Answers.Average(set => (double)set.Count))
                / architecture.OutputVocabulary;
            if (likely <= random)
            {
                yield return Invariant(
                    $"the model is no better than chance: its answers have a probability of {likely:G2} in the mean, and random tokens {random:G2}; a circuit of what a model cannot do means little"
                );
            }
        }
    }

    private static int[] Failing(AnsweredPrompts clean) =>
        [.. Enumerable.Range(0, clean.Pairs.Count).Where(i => clean.Right[i] <= clean.Wrong[i])];

    /// <summary>Answers without the space that stands between words, where the token with it exists.</summary>
    private static IEnumerable<string> Spaces(AnsweredPrompts clean, TokenWords words)
    {
        if (words.Tokenizer is not { } tokenizer)
        {
            yield break;
        }

        for (var i = 0; i < clean.Pairs.Count; i++)
        {
            var pair = clean.Pairs.Pairs[i];
            if (pair.Answers.Count == 0 || pair.AnswerPositions[^1] != pair.Clean.Count - 1)
            {
                continue;
            }

            foreach (var answer in pair.Answers[^1])
            {
                if (Text(answer) is [var first, ..] text && char.IsLetter(first) && !EndsInSpace(pair.Clean))
                {
                    var spaced = " " + text;
                    if (tokenizer.IsSingleToken(spaced) && clean.Top[i].Token == tokenizer.SingleToken(spaced))
                    {
                        yield return Invariant(
                            $"the answer '{text}' of pair {i} lacks its leading space: the model says '{spaced}', which is another token; write the answer with the space"
                        );
                        yield break;
                    }
                }
            }
        }

        bool EndsInSpace(IReadOnlyList<int> prompt) =>
            Text(prompt[^1]) is not [.., var last] || char.IsWhiteSpace(last);

        string? Text(int token)
        {
            try
            {
                return tokenizer.TokenText(token);
            }
            catch (PromptException)
            {
                return null;
            }
        }
    }

    private static IEnumerable<string> TooLong(PromptPairs pairs, Architecture architecture)
    {
        int[] longer =
        [
            .. Enumerable.Range(0, pairs.Count).Where(i => pairs.Pairs[i].Clean.Count > architecture.Context),
        ];
        if (longer.Length > 0)
        {
            yield return Invariant(
                $"{Pairs(longer)} is longer than the {architecture.Context} positions that the model was trained on; shorten it, or expect that attention does not work there"
            );
        }
    }

    /// <summary>The first of some pairs by number, and how many more there are.</summary>
    private static string Pairs(IReadOnlyList<int> pairs) =>
        pairs.Count == 1 ? Invariant($"pair {pairs[0]}") : Invariant($"pair {pairs[0]} and {pairs.Count - 1} more");
}
