namespace Circuitry.Tests;

/// <summary>A small byte pair encoding, trained on words by the rule of the field: the most frequent pair of neighbours merges first.</summary>
internal static class SmallMerges
{
    /// <summary>Pairs to merge, the first first.</summary>
    /// <param name="words">Words as they are spelt; one that comes more often counts more.</param>
    /// <param name="most">How many merges there are at most.</param>
    public static List<(string Left, string Right)> Train(IEnumerable<string> words, int most)
    {
        var merges = new List<(string Left, string Right)>();
        List<string>[] spelt = [.. words.Select(word => word.EnumerateRunes().Select(rune => $"{rune}").ToList())];
        while (merges.Count < most)
        {
            var best = spelt
                .SelectMany(word => word.Zip(word.Skip(1)))
                .GroupBy(pair => pair)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key.First, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Second, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            merges.Add(best.Key);
            foreach (var word in spelt)
            {
                Merge(word, best.Key);
            }
        }

        return merges;
    }

    private static void Merge(List<string> word, (string Left, string Right) pair)
    {
        for (var i = 0; i + 1 < word.Count; i++)
        {
            if (word[i] == pair.Left && word[i + 1] == pair.Right)
            {
                word[i] += pair.Right;
                word.RemoveAt(i + 1);
            }
        }
    }
}
