namespace Circuitry.Tests;

public sealed class CircuitComparisonTests
{
    [Fact]
    public void Equal_numbers_share_the_mean_of_their_ranks()
    {
        Assert.Equal([1, 2.5, 2.5, 4], RankCorrelation.Ranks([-1, 7, 7, 9]));
        Assert.Equal([2, 2, 2], RankCorrelation.Ranks([0, 0, 0]));
        // Deviations of ranks: (-1.5, 0, 0, 1.5) and (-1.5, 0.5, -0.5, 1.5).
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Spearman([1, 2, 2, 3], [1, 3, 2, 4]), 1e-12);
    }

    [Fact]
    public void Only_the_order_of_numbers_counts()
    {
        Assert.Equal(1, RankCorrelation.Spearman([1, 2, 3], [1, 10, 1000]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 3], [3, -1, double.NegativeInfinity]), 1e-12);
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 2], [5, 5])));
        Assert.Throws<EvaluationException>(() => RankCorrelation.Spearman([1, 2], [1]));
    }

    [Fact]
    public void Circuits_share_units_and_the_order_of_scores()
    {
        var first = SmallCircuits.Of(Gate.SmallUnits, ("input->m0", 3), ("m0->logits", 2), ("m0->m1", 1));
        var second = SmallCircuits.Of(
            // Built on its own, as a circuit read from a file is.
            new Graph(SmallArchitectures.Gpt2()),
            ("m1->logits", 9),
            ("m0->logits", 5),
            ("input->m0", 4)
        );

        var comparison = CircuitComparison.Of(first, second);

        Assert.Equal(["input->m0", "m0->logits"], comparison.Shared);
        Assert.Equal(["m0->m1"], comparison.OnlyFirst);
        Assert.Equal(["m1->logits"], comparison.OnlySecond);
        Assert.Equal(0.5, comparison.Jaccard);
        Assert.Equal(-1, comparison.ScoreCorrelation, 1e-12);
        Assert.Equal(
            """
            shared              2
            only in the first   1
            only in the second  1
            Jaccard             0.5
            rank correlation    -1 of 2 scores

            """.ReplaceLineEndings("\n"),
            comparison.ToString()
        );
    }

    [Fact]
    public void Circuits_of_different_models_are_not_compared() =>
        Assert.Throws<UnitsException>(() => CircuitComparison.Of(SmallCircuits.Chain(), SmallCircuits.Grouped()));
}
