namespace Circuitry;

/// <summary>Checks that a pair of prompts is whole, and like the first pair of its batch.</summary>
internal static class PromptPairCheck
{
    /// <param name="pair">The pair.</param>
    /// <param name="index">Its number, for messages.</param>
    /// <param name="first">The first pair.</param>
    /// <exception cref="PromptException">It is not.</exception>
    public static void Check(PromptPair pair, int index, PromptPair first)
    {
        CheckPrompts(pair, index);
        CheckPositions(pair, index, first);
        CheckGroups(pair, index, first);
        CheckAnswers(pair.Answers, first.Answers, "answer", index, pair.AnswerPositions.Count);
        CheckAnswers(pair.WrongAnswers, first.WrongAnswers, "wrong answer", index, pair.AnswerPositions.Count);
    }

    private static void CheckPrompts(PromptPair pair, int index)
    {
        if (pair.Clean.Count != pair.Corrupted.Count)
        {
            throw Refusal(
                $"pair {index}: the clean prompt has {Counted.Of(pair.Clean.Count, "token")} and the corrupted one {pair.Corrupted.Count}; interchange needs equal lengths"
            );
        }

        if (pair.Clean.Count == 0)
        {
            throw Refusal($"pair {index}: the prompts have no tokens, and a model reads at least one");
        }

        CheckIds(pair.Clean, "clean prompt's", index);
        CheckIds(pair.Corrupted, "corrupted prompt's", index);
        foreach (var position in pair.CorruptedPositions ?? [])
        {
            if (position < 0)
            {
                throw Refusal($"pair {index}: the corrupted prompt has the position id {position}; they are 0 or more");
            }
        }
    }

    private static void CheckPositions(PromptPair pair, int index, PromptPair first)
    {
        if (pair.AnswerPositions.Count == 0)
        {
            throw Refusal($"pair {index} has no answer position");
        }

        foreach (var position in pair.AnswerPositions)
        {
            if (position < 0 || position >= pair.Clean.Count)
            {
                throw Refusal(
                    $"pair {index}: answer position {position} is outside its {Counted.Of(pair.Clean.Count, "token")}"
                );
            }
        }

        if (pair.AnswerPositions.Distinct().Count() < pair.AnswerPositions.Count)
        {
            var twice = pair.AnswerPositions.GroupBy(position => position).First(group => group.Count() > 1).Key;
            throw Refusal($"pair {index}: answer position {twice} comes twice, and would count twice; name it once");
        }

        if (pair.AnswerPositions.Count != first.AnswerPositions.Count)
        {
            throw Refusal(
                $"pair {index} has {Counted.Of(pair.AnswerPositions.Count, "answer position")} and pair 0 has {first.AnswerPositions.Count}; all pairs need as many"
            );
        }
    }

    private static void CheckGroups(PromptPair pair, int index, PromptPair first)
    {
        if (pair.PositionGroups is null != first.PositionGroups is null)
        {
            var (with, without) = first.PositionGroups is null ? (index, 0) : (0, index);
            throw Refusal(
                $"pair {with} has groups of positions and pair {without} has none; all pairs need them, or none"
            );
        }

        if (pair.PositionGroups is { } groups && groups.Count != pair.Clean.Count)
        {
            throw Refusal(
                $"pair {index} has groups for {Counted.Of(groups.Count, "position")} and {Counted.Of(pair.Clean.Count, "token")}; every position needs its group"
            );
        }
    }

    private static void CheckAnswers(
        IReadOnlyList<IReadOnlyList<int>> tokens,
        IReadOnlyList<IReadOnlyList<int>> first,
        string what,
        int index,
        int positions
    )
    {
        if (tokens.Count != 0 && tokens.Count != positions)
        {
            throw Refusal($"pair {index} has {what} tokens for {tokens.Count} of {positions} answer positions");
        }

        foreach (var at in tokens)
        {
            if (at.Count == 0)
            {
                throw Refusal($"pair {index} has an answer position without {what} tokens");
            }

            CheckIds(at, what, index);
        }

        if (tokens.Count == 0 != (first.Count == 0))
        {
            var (with, without) = first.Count == 0 ? (index, 0) : (0, index);
            throw Refusal($"pair {with} has {what} tokens and pair {without} has none; all pairs need them, or none");
        }
    }

    private static void CheckIds(IReadOnlyList<int> tokens, string whose, int index)
    {
        foreach (var token in tokens)
        {
            if (token < 0)
            {
                throw Refusal(
                    $"pair {index}: the {whose} token {token} is outside any vocabulary, whose ids start at 0"
                );
            }
        }
    }

    private static PromptException Refusal(FormattableString message) => new(FormattableString.Invariant(message));
}
