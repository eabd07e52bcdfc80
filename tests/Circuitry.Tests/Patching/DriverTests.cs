using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>Drivers are emitted exactly for the algorithms that suit an experiment.</summary>
public sealed class DriverTests
{
    [Fact]
    public void An_experiment_has_a_driver_for_each_algorithm_that_suits_it_and_for_no_other()
    {
        using var edges = SmallEdges.From(Small.Model());
        using var divergence = SmallKlEdges.From(Small.Model());
        using var zero = SmallZeroEdges.From(Small.Model());
        using var nodes = SmallKlNodes.From(Small.Model());
        foreach (var experiment in new GraphExperiment[] { edges, divergence, zero, nodes })
        {
            Assert.Equal(Ids(experiment), Drivers(experiment));
        }

        Assert.Equal(Shipped, Ids(edges));
        Assert.Equal(
            ["Acdc", nameof(ExactEffects), nameof(IntegratedGradients), nameof(SubnetworkProbing)],
            Ids(nodes)
        );
    }

    [Fact]
    public void Whoever_goes_round_the_drivers_is_refused_by_the_same_rules()
    {
        using var nodes = SmallKlNodes.From(Small.Model());
        Action[] unsuitable =
        [
            () => _ = new EdgeAttributionPatching(nodes),
            () => _ = new CleanCorrupted(nodes),
            () => _ = new HeadImportance(nodes),
            () => _ = new EdgePruning(nodes, new EdgePruningOptions { TargetSparsity = 0.5 }),
        ];
        foreach (var construct in unsuitable)
        {
            var error = Assert.Throws<UnsuitableMethodException>(construct);
            Assert.Contains(nameof(SmallKlNodes), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_driver_is_bound_to_its_experiment()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var byDriver = experiment.EdgeAttributionPatching().Score();
        Assert.Equal(new EdgeAttributionPatching(experiment).Score().Values, byDriver.Values);
        var integrated = experiment.IntegratedGradients(new GaussLegendreRule(3)).Score();
        Assert.Equal("embedding", integrated.Method.Settings["path"]);
        Assert.Equal("0.25", experiment.Acdc(0.25).Discover().Provenance.Method.Settings["threshold"]);
    }

    private static IEnumerable<string> Shipped => Algorithm.Shipped.Select(algorithm => algorithm.Id);

    private static IEnumerable<string> Ids(GraphExperiment experiment) =>
        Algorithm.Of(experiment).Select(algorithm => algorithm.Id).Intersect(Shipped);

    private static IEnumerable<string> Drivers(GraphExperiment experiment) =>
        Shipped.Where(id => experiment.GetType().GetMethods().Any(driver => driver.Name == id));
}
