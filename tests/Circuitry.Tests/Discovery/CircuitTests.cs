namespace Circuitry.Tests;

/// <summary>A circuit that cannot be does not construct.</summary>
public sealed class CircuitTests
{
    private static readonly FeatureUnits Features = SmallFeatureCircuits.Units(null);

    [Fact]
    public void Units_stand_in_their_order_and_edges_to_the_loss_before_the_others()
    {
        var (embedding, mlp, residual) = (
            Of("hook_embed/3"),
            Of("blocks.0.hook_mlp_out/7"),
            Of("blocks.1.hook_resid_post/2")
        );
        CircuitEdge[] edges = [new(mlp, residual, 1), new(embedding, mlp, 2), new(embedding, null, 3)];
        var circuit = Make(Features, [(residual, 1), (embedding, 2), (mlp, 3)], edges: edges);

        Assert.Equal(
            ["hook_embed/3", "blocks.0.hook_mlp_out/7", "blocks.1.hook_resid_post/2"],
            circuit.Kept.Select(unit => unit.Name)
        );
        Assert.Equal([3, 2, 1], circuit.Edges.Select(edge => edge.Weight));
        Assert.Equal("3 of 213 features by integrated gradients", circuit.ToString());
        Assert.Equal(3, circuit.ToUnitSet().Count);
    }

    [Fact]
    public void A_unit_that_there_is_not_or_that_comes_twice_is_refused()
    {
        foreach (
            var (kept, removed) in new (int[], int[])[]
            {
                ([-1], []),
                ([213], []),
                ([1, 1], []),
                ([1], [1]),
                ([], [2, 2]),
            }
        )
        {
            Assert.Throws<UnitsException>(() =>
                Make(Features, kept.Select(unit => (unit, 1.0)), removed.Select(unit => (unit, 1.0)))
            );
        }
    }

    [Fact]
    public void An_edge_leads_from_a_kept_unit_downstream_once()
    {
        var (first, second, mlp, gone) = (
            Of("hook_embed/3"),
            Of("hook_embed/4"),
            Of("blocks.0.hook_mlp_out/7"),
            Of("hook_embed/5")
        );
        foreach (
            var edges in new CircuitEdge[][]
            {
                [new(first, first, 1)],
                [new(first, second, 1)],
                [new(mlp, first, 1)],
                [new(gone, mlp, 1)],
                [new(gone, null, 1)],
                [new(first, mlp, 1), new(first, mlp, 2)],
                [new(first, null, 1), new(first, null, 2)],
            }
        )
        {
            Assert.Throws<UnitsException>(() => Make(Features, [(first, 1), (second, 1), (mlp, 1)], edges: edges));
        }
    }

    [Fact]
    public void A_provenance_of_features_is_of_features_alone()
    {
        var (edges, features) = (SmallCircuits.Chain(), SmallFeatureCircuits.Summed());

        Assert.Throws<UnitsException>(() =>
            new Circuit(edges.Units, []) { Provenance = features.Provenance, Measure = edges.Measure }
        );
        Assert.Throws<UnitsException>(() =>
            new Circuit(features.Units, []) { Provenance = edges.Provenance, Measure = edges.Measure }
        );
        Assert.Null(edges.Provenance.Dictionaries);
    }

    [Fact]
    public void Units_of_the_other_kind_are_told_so()
    {
        var (edges, features) = (SmallCircuits.Chain(), SmallFeatureCircuits.Summed());

        Assert.Throws<UnitsException>(() => edges.FeatureUnits);
        Assert.Throws<UnitsException>(() => edges.Features);
        Assert.Throws<UnitsException>(() => edges.ErrorShare);
        Assert.Throws<UnitsException>(() => features.Graph);
        Assert.Throws<UnitsException>(() => features.Writers());
        Assert.Throws<UnitsException>(() => CircuitComparison.Of(edges, features));
        Assert.Equal(1, CircuitComparison.Of(features, features).Jaccard);
    }

    [Fact]
    public void Sites_of_features_come_once_and_in_order_and_have_some()
    {
        var (embedding, mlp) = ((FeatureSite.Embedding, 3, true), (FeatureSite.Mlp(0), 3, false));

        Assert.Equal(14, new FeatureUnits([embedding, mlp], 2).Count);
        Assert.Throws<UnitsException>(() => new FeatureUnits([], null));
        Assert.Throws<UnitsException>(() => new FeatureUnits([mlp, embedding], null));
        Assert.Throws<UnitsException>(() => new FeatureUnits([mlp, mlp], null));
        Assert.Throws<UnitsException>(() => new FeatureUnits([(FeatureSite.Mlp(0), 0, true)], null));
        Assert.Throws<UnitsException>(() => new FeatureUnits([mlp], 0));
        Assert.Throws<GraphException>(() => new FeatureUnits([(FeatureSite.Mlp(0), int.MaxValue, true)], int.MaxValue));
    }

    private static int Of(string name) => Features.IndexOf(name);

    private static Circuit Make(
        Units units,
        IEnumerable<(int Unit, double Score)> kept,
        IEnumerable<(int Unit, double Score)>? removed = null,
        IEnumerable<CircuitEdge>? edges = null
    ) =>
        new(units, kept, removed, edges)
        {
            Provenance = SmallFeatureCircuits.Summed().Provenance,
            Measure = SmallFeatureCircuits.Summed().Measure,
        };
}
