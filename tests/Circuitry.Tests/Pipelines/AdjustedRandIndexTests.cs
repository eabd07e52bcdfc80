namespace Circuitry.Tests;

public sealed class AdjustedRandIndexTests
{
    [Fact]
    public void It_is_1_for_the_same_division_under_other_names()
    {
        Assert.Equal(1, AdjustedRandIndex.Of([0, 0, 1, 2, 2], ["b", "b", "c", "a", "a"]));
    }

    [Fact]
    public void It_agrees_with_values_computed_by_hand()
    {
        // Pairs together: 2 in both, 6 in the first, 4 in the second, of 15: (2 - 1.6) / (5 - 1.6).
        Assert.Equal(0.4 / 3.4, AdjustedRandIndex.Of([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 2]), 12);
        // 0 in both, 2 in each, of 6: (0 - 2/3) / (2 - 2/3).
        Assert.Equal(-0.5, AdjustedRandIndex.Of([0, 0, 1, 1], [0, 1, 0, 1]), 12);
    }

    [Fact]
    public void All_together_against_all_apart_is_0_and_against_itself_1()
    {
        Assert.Equal(0, AdjustedRandIndex.Of([0, 0, 0], [0, 1, 2]));
        Assert.Equal(1, AdjustedRandIndex.Of([0, 0, 0], [5, 5, 5]));
        Assert.Equal(1, AdjustedRandIndex.Of([0, 1, 2], [2, 0, 1]));
    }

    [Fact]
    public void Chance_gives_about_0()
    {
        var random = new Random(0);
        int[] Divide() => [.. Enumerable.Range(0, 5000).Select(_ => random.Next(6))];

        Assert.InRange(AdjustedRandIndex.Of(Divide(), Divide()), -0.01, 0.01);
    }

    [Fact]
    public void Divisions_of_different_things_are_refused()
    {
        var error = Assert.Throws<EvaluationException>(() => AdjustedRandIndex.Of([0, 1], [0, 1, 2]));

        Assert.Contains("found 2 and 3", error.Message, StringComparison.Ordinal);
    }
}
