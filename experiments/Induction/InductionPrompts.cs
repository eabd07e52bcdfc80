namespace Circuitry.Experiments;

/// <summary>
/// Prompts <c>... A B ... A</c>, answered by B at the last position. The corrupted prompt has C and D in their places,
/// <c>... C D ... C</c>, and with them another answer, D, which is the wrong one; everything else is equal.
/// </summary>
/// <remarks>
/// All symbols of a pair of prompts differ but for the repetition. Both ends of the pattern change, so that what the last
/// position looks for, where it finds it and what it brings back each matter.
/// </remarks>
[DatasetMakes(Pairs = DefaultSize, LongestPrompt = Length, Answers = AnswerTokens.RightAndWrong)]
[DatasetNeeds(Vocabulary = Length + 1, OutputVocabulary = Length + 1)]
public sealed class InductionPrompts : IDataset
{
    /// <summary>Number of tokens of a prompt.</summary>
    public const int Length = 20;

    private const int DefaultSize = 100;

    /// <inheritdoc/>
    /// <exception cref="PromptException">The size is negative, or the model's context or vocabulary is too small.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        Check(request);
        var random = new InductionSequences(request.Architecture.Vocabulary, request.Seed);
        var size = request.Size == 0 ? DefaultSize : request.Size;
        return PromptPairs.Of(Enumerable.Range(0, size).Select(_ => Draw(random)).ToArray());
    }

    private static PromptPair Draw(InductionSequences random)
    {
        // The last position repeats, and C and D are two more.
        var symbols = random.Distinct(Length - 1 + 2);
        int c = symbols[^2],
            d = symbols[^1];
        // The answer is not the last position's own predecessor, so that nothing but the repetition points to it.
        var first = random.Below(Length - 3);
        int[] clean = [.. symbols[..(Length - 1)], symbols[first]];
        int[] corrupted = [.. clean];
        (corrupted[first], corrupted[first + 1], corrupted[^1]) = (c, d, c);
        return PromptPair.AtLastPosition(clean, corrupted, answer: clean[first + 1], wrongAnswer: d);
    }

    private static void Check(DatasetRequest request)
    {
        if (request.Size < 0)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"{nameof(InductionPrompts)}: the size is {request.Size}; ask for 1 or more, or 0 for {DefaultSize}"
                )
            );
        }

        var a = request.Architecture;
        if (a.Context < Length || a.Vocabulary < Length + 1 || a.OutputVocabulary != a.Vocabulary)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"{nameof(InductionPrompts)}: the model reads {Counted.Of(a.Context, "position")} of {Counted.Of(a.Vocabulary, "symbol")} and writes {a.OutputVocabulary}; the prompts need {Counted.Of(Length, "position")} or more, {Counted.Of(Length + 1, "symbol")} or more, and as many logits as symbols: use them with {nameof(InductionModel)}"
                )
            );
        }
    }
}
