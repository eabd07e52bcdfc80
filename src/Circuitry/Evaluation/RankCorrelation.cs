namespace Circuitry.Evaluation;

/// <summary>Correlation of the order of two rows of numbers.</summary>
internal static class RankCorrelation
{
    /// <summary>
    /// Spearman's correlation: Pearson's of the ranks, equals (0 and -0 among them) sharing the mean of theirs. NaN when a row is
    /// constant, has fewer than two numbers, or has a NaN, which has no rank.
    /// </summary>
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

        return first.Concat(second).Any(double.IsNaN) ? double.NaN : Pearson(Ranks(first), Ranks(second));
    }

    /// <summary>
    /// Pearson's correlation of two rows of as many numbers; NaN when a row is constant, has fewer than two numbers, or one that is
    /// not finite.
    /// </summary>
    internal static double Pearson(double[] first, double[] second)
    {
        // Of equal numbers the mean can differ from each by rounding, and rounding correlates with anything.
        if (first.Distinct().Count() < 2 || second.Distinct().Count() < 2)
        {
            return double.NaN;
        }

        var (a, b) = (first.Average(), second.Average());
        double Product(double[] x, double mean, double[] y, double other) =>
            x.Zip(y, (p, q) => (p - mean) * (q - other)).Sum();
        var spread = Math.Sqrt(Product(first, a, first, a) * Product(second, b, second, b));
        return spread == 0 ? double.NaN : Product(first, a, second, b) / spread;
    }

    /// <summary>Ranks from 1, the smallest first; equals, 0 and -0 among them, share the mean of their ranks.</summary>
    /// <exception cref="EvaluationException">One of the numbers is NaN, which has no rank.</exception>
    public static double[] Ranks(IReadOnlyList<double> values)
    {
        if (values.Any(double.IsNaN))
        {
            throw new EvaluationException("a number that is not one (NaN) has no rank; leave it out");
        }

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
