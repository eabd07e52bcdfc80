namespace Circuitry;

/// <summary>Checks prompts and answers against the model and the metric they are meant for, before anything is computed.</summary>
internal static class PromptFit
{
    /// <summary>Checks lengths, tokens and position ids.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="a">The model's architecture.</param>
    /// <param name="what">The name of a prompt in messages.</param>
    /// <exception cref="PromptException">A prompt is longer than the context, or a token or position id is out of range.</exception>
    public static void Check(Prompts prompts, Architecture a, string what = "prompt")
    {
        // Only a table of learned positions ends where the context does; others were trained so far and compute on.
        var limited = a.Positions.Kind == PositionEmbedding.Learned;
        for (var i = 0; i < prompts.Count; i++)
        {
            var prompt = prompts[i];
            if (limited && prompt.Count > a.Context)
            {
                throw Refusal(
                    $"{what} {i} has {Counted.Of(prompt.Count, "token")}; the model's context is {a.Context}"
                );
            }

            for (var j = 0; j < prompt.Count; j++)
            {
                if (prompt[j] < 0 || prompt[j] >= a.Vocabulary)
                {
                    throw Refusal(
                        $"{what} {i} has token {prompt[j]} at position {j}; the vocabulary has {Counted.Of(a.Vocabulary, "token")}, 0 to {a.Vocabulary - 1}"
                    );
                }

                if (prompts.PositionsOf(i) is { } own && (own[j] < 0 || (limited && own[j] >= a.Context)))
                {
                    throw Refusal(
                        $"{what} {i} has position id {own[j]} at position {j}; the model's context is {a.Context}"
                    );
                }
            }
        }
    }

    /// <summary>Checks that there are the tokens a metric needs, and logits for them.</summary>
    /// <exception cref="PromptException">
    /// The metric needs tokens that the pairs lack, or a token is outside the logits, or right and wrong at one position.
    /// </exception>
    public static void CheckAnswers(PromptPairs pairs, Metric metric, int vocabulary)
    {
        CheckMetric(metric);
        if (metric.NeedsAnswers)
        {
            Check(pairs, pair => pair.Answers, metric, "answer", vocabulary);
        }

        if (metric.NeedsWrongAnswers)
        {
            Check(pairs, pair => pair.WrongAnswers, metric, "wrong answer", vocabulary);
        }

        if (metric.NeedsAnswers && metric.NeedsWrongAnswers)
        {
            CheckDisjoint(pairs);
        }
    }

    // The compiler has relied on the attribute, the checks here ask the properties.
    private static void CheckMetric(Metric metric)
    {
        var said = DatasetContract.NeededBy(metric.GetType());
        var asked =
            metric.NeedsWrongAnswers ? AnswerTokens.RightAndWrong
            : metric.NeedsAnswers ? AnswerTokens.Right
            : AnswerTokens.None;
        if (said != AnswerTokens.Unsaid && said != asked)
        {
            throw new PromptException(
                $"the metric {metric.Name} says [MetricNeeds(AnswerTokens.{said})] and needs {asked}; correct the attribute or NeedsAnswers and NeedsWrongAnswers"
            );
        }
    }

    /// <summary>Checks that every position is in one of some groups.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="labels">The labels of the groups; nothing is checked where there are none.</param>
    /// <exception cref="PromptException">The pairs have no groups, or one that is not among the labels.</exception>
    public static void CheckPositionGroups(PromptPairs pairs, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0)
        {
            return;
        }

        var all = string.Join(", ", labels);
        for (var i = 0; i < pairs.Count; i++)
        {
            var groups =
                pairs.Pairs[i].PositionGroups
                ?? throw new PromptException(
                    $"positions are split into {all}, and the prompt pairs do not say which position is in which; give each pair its PositionGroups"
                );
            for (var j = 0; j < groups.Count; j++)
            {
                if (!labels.Contains(groups[j]))
                {
                    throw Refusal(
                        $"pair {i}: position {j} is in the group '{groups[j]}'; the graph's groups are {all}"
                    );
                }
            }
        }
    }

    private static void Check(
        PromptPairs pairs,
        Func<PromptPair, IReadOnlyList<IReadOnlyList<int>>> of,
        Metric metric,
        string what,
        int vocabulary
    )
    {
        if (of(pairs.Pairs[0]) is [])
        {
            throw new PromptException($"the metric {metric.Name} needs {what} tokens, and the prompt pairs have none");
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            foreach (var token in of(pairs.Pairs[i]).SelectMany(at => at))
            {
                if (token < 0 || token >= vocabulary)
                {
                    throw Refusal(
                        $"pair {i}: the {what} token {token} is outside the model's {Counted.Of(vocabulary, "logit")}"
                    );
                }
            }
        }
    }

    // A token that is right and wrong takes back in one sum what it gives in the other.
    private static void CheckDisjoint(PromptPairs pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs.Pairs[i];
            for (var at = 0; at < pairs.AnswerCount; at++)
            {
                if (pair.Answers[at].Intersect(pair.WrongAnswers[at]).ToArray() is [var token, ..] both)
                {
                    throw both.Length == pair.Answers[at].Count && both.Length == pair.WrongAnswers[at].Count
                        ? Refusal(
                            $"pair {i}: the right and the wrong answers at position {pair.AnswerPositions[at]} are the same ({string.Join(", ", both)}), so that no effect could be measured; give wrong answers that are not right"
                        )
                        : Refusal(
                            $"pair {i}: the token {token} is a right and a wrong answer at position {pair.AnswerPositions[at]}; leave it in one of the two"
                        );
                }
            }
        }
    }

    private static PromptException Refusal(FormattableString message) => new(FormattableString.Invariant(message));
}
