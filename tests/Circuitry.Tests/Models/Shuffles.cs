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
                    return new PromptPair
                    {
                        Clean = Draw(length, architecture.Vocabulary),
                        Corrupted = Draw(length, architecture.Vocabulary),
                        AnswerPositions = [length - 1, length - 3],
                        Answers = [Draw(2, architecture.OutputVocabulary), Draw(2, architecture.OutputVocabulary)],
                        WrongAnswers = [Draw(2, architecture.OutputVocabulary), Draw(2, architecture.OutputVocabulary)],
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

        int[] Draw(int count, int below) => [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
    }
}
