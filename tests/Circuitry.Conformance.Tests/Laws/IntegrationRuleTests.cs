namespace Circuitry.Conformance;

public sealed class IntegrationRuleTests
{
    public static TheoryData<IntegrationRule> Rules() =>
        [
            new LeftRule(4),
            new RightRule(4),
            new MidpointRule(4),
            new BothEndsRule(4),
            new GaussLegendreRule(1),
            new GaussLegendreRule(4),
            new GaussLegendreRule(50),
        ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Weights_sum_to_one_and_places_ascend_on_the_path(IntegrationRule rule)
    {
        Assert.Equal(1, rule.Points.Sum(point => point.Weight), 1e-14);
        Assert.All(rule.Points, point => Assert.InRange(point.At, 0, 1));
        Assert.Equal(rule.Points.Select(point => point.At).Order(), rule.Points.Select(point => point.At));
    }

    [Fact]
    public void Rules_take_the_ends_that_their_names_say()
    {
        static double[] At(IntegrationRule rule) => [.. rule.Points.Select(point => point.At)];
        Assert.Equal([0, 0.25, 0.5, 0.75], At(new LeftRule(4)));
        Assert.Equal([0.25, 0.5, 0.75, 1], At(new RightRule(4)));
        Assert.Equal([0.125, 0.375, 0.625, 0.875], At(new MidpointRule(4)));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], At(new BothEndsRule(4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Gauss_Legendre_is_exact_for_polynomials_of_degree_twice_its_points_less_one(int points)
    {
        double Integral(int degree) =>
            new GaussLegendreRule(points).Points.Sum(point => point.Weight * Math.Pow(point.At, degree));
        for (var degree = 0; degree < 2 * points; degree++)
        {
            Assert.Equal(1.0 / (degree + 1), Integral(degree), 1e-14);
        }

        Assert.NotEqual(1.0 / (2 * points + 1), Integral(2 * points), 1e-14);
    }

    [Fact]
    public void A_rule_without_steps_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LeftRule(0));
}
