namespace Circuitry.Benchmarks;

/// <summary>Pairs of 16 random tokens each, answered at the last position.</summary>
public sealed class RandomPairs : IDataset
{
    private const int Length = 16;

    /// <inheritdoc/>
    public PromptPairs Make(DatasetRequest request)
    {
        var random = new Random(request.Seed);
        int[] Draw() => [.. Enumerable.Range(0, Length).Select(_ => random.Next(request.Architecture.Vocabulary))];
        return PromptPairs.Of(
            Enumerable
                .Range(0, request.Size)
                .Select(_ => new PromptPair
                {
                    Clean = Draw(),
                    Corrupted = Draw(),
                    AnswerPositions = [Length - 1],
                })
        );
    }
}
