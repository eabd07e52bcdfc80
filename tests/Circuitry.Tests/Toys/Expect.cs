namespace Circuitry.Tests.Toys;

/// <summary>What an algorithm is to find, by the names of edges.</summary>
internal static class Expect
{
    /// <summary>Scores are exact but for this.</summary>
    private const double Rounding = 1e-12;

    /// <summary>These scores, and zero for every other edge.</summary>
    public static void Scores(UnitScores actual, params (string Edge, double Score)[] expected)
    {
        Assert.Subset(Names(actual.Units).ToHashSet(), expected.Select(edge => edge.Edge).ToHashSet());
        foreach (var (index, name) in Names(actual.Units).Index())
        {
            var score = expected.SingleOrDefault(edge => edge.Edge == name).Score;
            Assert.True(
                Math.Abs(score - actual.Values[index]) <= Rounding,
                FormattableString.Invariant($"{name} scores {actual.Values[index]} instead of {score}")
            );
        }
    }

    /// <summary>These importances, and zero for every other node.</summary>
    public static void Importances(NodeScores actual, params (string Node, double Score)[] expected)
    {
        var scored = actual.Names.Zip(actual.Values).Where(node => Math.Abs(node.Second) > Rounding).ToList();
        Assert.Equal(expected.Select(node => node.Node).Order(), scored.Select(node => node.First).Order());
        foreach (var (node, score) in expected)
        {
            Assert.Equal(score, scored.Single(other => other.First == node).Second, Rounding);
        }
    }

    /// <summary>A circuit of these edges.</summary>
    public static void Kept(Circuit actual, params string[] expected) =>
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            actual.Kept.Select(unit => unit.Name).Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Names(Units units) => Enumerable.Range(0, units.Count).Select(units.NameOf);
}
