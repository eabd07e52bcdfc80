namespace Circuitry.Tests;

/// <summary>Sequences of random tokens, one to as many as the context holds, some of them twice.</summary>
internal static class Corpora
{
    public static IReadOnlyList<int[]> Random(Architecture architecture, int count, int seed)
    {
        var random = new Random(seed);
        var corpus = new List<int[]>();
        for (var i = 0; i < count; i++)
        {
            corpus.Add(
                i % 7 == 6
                    ? corpus[i / 2]
                    :
                    [
                        .. Enumerable
                            .Range(0, random.Next(1, architecture.Context + 1))
                            .Select(_ => random.Next(architecture.Vocabulary)),
                    ]
            );
        }

        return corpus;
    }
}
