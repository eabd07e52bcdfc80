namespace Circuitry.Pipelines;

/// <summary>Adjusted Rand index: how far two divisions of the same things agree (Hubert and Arabie 1985).</summary>
internal static class AdjustedRandIndex
{
    /// <summary>
    /// 1 where both divisions are the same, about 0 where they have no more in common than chance gives, and below where they
    /// have less: (pairs together in both - expected) / (mean of the pairs together in each - expected).
    /// </summary>
    /// <param name="first">The label of each thing in the first division.</param>
    /// <param name="second">The label of each thing in the second.</param>
    /// <exception cref="EvaluationException">The two are not of the same things.</exception>
    public static double Of<TFirst, TSecond>(IReadOnlyList<TFirst> first, IReadOnlyList<TSecond> second)
        where TFirst : notnull
        where TSecond : notnull
    {
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new EvaluationException(
                FormattableString.Invariant(
                    $"two divisions can be compared where they divide the same things, one or more; found {first.Count} and {second.Count}"
                )
            );
        }

        var both = Pairs(first.Zip(second));
        var (ofFirst, ofSecond) = (Pairs(first), Pairs(second));
        var expected = ofFirst * ofSecond / Math.Max(1, Choose2(first.Count));
        var most = (ofFirst + ofSecond) / 2;
        // All together or all apart in both: the same division.
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    /// <summary>Number of pairs of things that are together.</summary>
    private static double Pairs<T>(IEnumerable<T> division)
        where T : notnull => division.CountBy(part => part).Sum(part => Choose2(part.Value));

    private static double Choose2(double count) => count * (count - 1) / 2;
}
