using System.Diagnostics;

namespace Circuitry;

/// <summary>A clean and a corrupted prompt with the places and tokens of the answer.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record PromptPair
{
    /// <summary>The clean prompt's token ids.</summary>
    public required IReadOnlyList<int> Clean { get; init; }

    /// <summary>The corrupted prompt's token ids, as many.</summary>
    public required IReadOnlyList<int> Corrupted { get; init; }

    /// <summary>The positions, counted from 0 in the prompt, whose logits are the answer.</summary>
    public required IReadOnlyList<int> AnswerPositions { get; init; }

    /// <summary>The set of right tokens at each answer position, [answer][token]; empty where the metric needs none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Answers { get; init; } = [];

    /// <summary>The set of wrong tokens at each answer position, none of them right, [answer][token]; empty where the metric needs none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> WrongAnswers { get; init; } = [];

    /// <summary>Position ids of the corrupted prompt, where corruption permutes positions; null for 0, 1, 2, ...</summary>
    public IReadOnlyList<int>? CorruptedPositions { get; init; }

    /// <summary>
    /// For every position of the prompt the label of the group it is in, where a circuit may be split by position; null where
    /// positions have no groups.
    /// </summary>
    public IReadOnlyList<string>? PositionGroups { get; init; }

    /// <summary>Creates a pair that is answered at its last position, with one right and one wrong token.</summary>
    public static PromptPair AtLastPosition(
        IReadOnlyList<int> clean,
        IReadOnlyList<int> corrupted,
        int answer,
        int wrongAnswer
    ) =>
        new()
        {
            Clean = clean,
            Corrupted = corrupted,
            AnswerPositions = [clean.Count - 1],
            Answers =
            [
                [answer],
            ],
            WrongAnswers =
            [
                [wrongAnswer],
            ],
        };

    /// <summary>Clean and corrupted tokens and the answer positions.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{TokenList.Of(Clean)} against {TokenList.Of(Corrupted)}, answered at {string.Join(", ", AnswerPositions)}"
        );
}
