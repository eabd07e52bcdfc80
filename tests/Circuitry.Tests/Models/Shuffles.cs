namespace Circuitry.Tests;

/// <summary>
/// Random tokens against random tokens: prompts of two lengths, so that a batch is padded, answered at two positions by
/// two tokens against two. Positions are grouped: the answers, every second one from the start, and the rest.
/// </summary>
public sealed class Shuffles : IDataset, IPositionGrouped
{
    public static IReadOnlyList<string> PositionGroups { get; } = ["even", "answers", "rest"];

    public PromptPairs Make(DatasetRequest request) => Of(request.Architecture, request.Size, request.Seed);

    public static PromptPairs Of(Architecture architecture, int size, int seed)
    {
        var random = new Random(seed);
        return PromptPairs.Of(
            Enumerable
                .Range(0, size)
                .Select(i =>
                {
                    var length = i % 3 == 1 ? 4 : 6;
                    int[] clean = Draw(length, architecture.Vocabulary),
                        corrupted = Draw(length, architecture.Vocabulary);
                    int[][] right = [Draw(2, architecture.OutputVocabulary), Draw(2, architecture.OutputVocabulary)];
                    int[][] wrong = [Draw(2, architecture.OutputVocabulary), Draw(2, architecture.OutputVocabulary)];
                    return new PromptPair
                    {
                        Clean = clean,
                        Corrupted = corrupted,
                        AnswerPositions = [length - 1, length - 3],
                        Answers = right,
                        WrongAnswers =
                        [
                            .. wrong.Zip(right, (tokens, of) => tokens.Select(token => Not(token, of)).ToArray()),
                        ],
                        PositionGroups =
                        [
                            .. Enumerable
                                .Range(0, length)
                                .Select(position =>
                                    position == length - 1 || position == length - 3 ? "answers"
                                    : position % 2 == 0 ? "even"
                                    : "rest"
                                ),
                        ],
                    };
                })
                .ToArray()
        );

        // The next token that is not right.
        int Not(int token, int[] right)
        {
            while (right.Contains(token))
            {
                token = (token + 1) % architecture.OutputVocabulary;
            }

            return token;
        }

        int[] Draw(int count, int below) => [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
    }
}
