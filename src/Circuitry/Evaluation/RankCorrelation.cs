namespace Circuitry;

/// <summary>Correlation of the order of two rows of numbers.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's correlation: Pearson's of the ranks, equals sharing the mean of theirs. NaN when a row is constant or has fewer than two numbers.</summary>
    /// <exception cref="EvaluationException">The rows differ in length.</exception>
    public static double Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"{first.Count} numbers against {second.Count}; a correlation needs as many of both"
                )
            );
        }

        var (a, b) = (Ranks(first), Ranks(second));
        var middle = (first.Count + 1) / 2.0;
        double Product(double[] x, double[] y) => x.Zip(y, (p, q) => (p - middle) * (q - middle)).Sum();
        var spread = Math.Sqrt(Product(a, a) * Product(b, b));
        return spread == 0 ? double.NaN : Product(a, b) / spread;
    }

    /// <summary>Ranks from 1, the smallest first; equals share the mean of their ranks.</summary>
    public static double[] Ranks(IReadOnlyList<double> values)
    {
        var ranks = new double[values.Count];
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
        }

        return ranks;
    }
}
