namespace Circuitry.Conformance;

/// <summary>Random tokens against random tokens, in prompts of eleven and of seven, beyond the windows of the families' cases and within them.</summary>
public sealed class FamilyPairs : IDataset
{
    public PromptPairs Make(DatasetRequest request)
    {
        var random = new Random(request.Seed);
        var vocabulary = request.Architecture.Vocabulary;
        return PromptPairs.Of([.. Enumerable.Range(0, request.Size).Select(pair => Pair(pair % 2 == 0 ? 11 : 7))]);

        PromptPair Pair(int length)
        {
            var right = random.Next(vocabulary);
            return new PromptPair
            {
                Clean = Draw(length),
                Corrupted = Draw(length),
                AnswerPositions = [length - 1],
                Answers =
                [
                    [right],
                ],
                WrongAnswers =
                [
                    [(right + 1) % vocabulary],
                ],
            };
        }

        int[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(vocabulary))];
    }
}
