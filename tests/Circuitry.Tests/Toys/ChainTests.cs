namespace Circuitry.Tests.Toys;

/// <summary>Input to head to head to output: one path of three edges, each of which carries everything.</summary>
public sealed class ChainTests : IDisposable
{
    private const string First = "input->a0.h0<v>",
        Second = "a0.h0->a1.h0<v>",
        Third = "a1.h0->logits";

    private readonly ChainToy _chain = Toy.Chain();

    [Fact]
    public void Every_edge_has_the_whole_effect_and_one_gradient_says_so()
    {
        (string, double)[] whole = [(First, 1), (Second, 1), (Third, 1)];
        Expect.Scores(_chain.ExactEffects().Score(), whole);
        Expect.Scores(_chain.EdgeAttributionPatching().Score(), whole);
        Expect.Scores(_chain.CleanCorrupted().Score(), whole);
        Expect.Scores(_chain.IntegratedGradients(new MidpointRule(4)).Score(), whole);
        Expect.Importances(_chain.HeadImportance().Score(), ("a0.h0<v>", 1), ("a1.h0<v>", 1));
    }

    [Fact]
    public void Moving_one_component_at_a_time_favours_what_is_near_the_output()
    {
        // Embedding, heads of block 0, heads of block 1: behind the third edge all run freely, behind the first only one.
        Expect.Scores(Along(new ActivationPath()), (First, 1.0 / 3), (Second, 2.0 / 3), (Third, 1));
    }

    [Fact]
    public void Moving_all_edges_together_shares_the_effect_out()
    {
        // With every edge open by x the output is x^3, of which each edge has the slope x^2.
        Expect.Scores(Along(new MaskPath()), (First, 1.0 / 3), (Second, 1.0 / 3), (Third, 1.0 / 3));
    }

    [Fact]
    public void Acdc_probing_and_pruning_keep_the_chain()
    {
        Expect.Kept(_chain.Acdc(0.5).Discover(), First, Second, Third);
        Expect.Kept(_chain.SubnetworkProbing(lambda: 0.3).Discover(), First, Second, Third);
        Expect.Kept(_chain.EdgePruning(1 - 3.0 / _chain.Graph.EdgeCount).Discover(), First, Second, Third);
    }

    [Fact]
    public void Masks_over_nodes_keep_every_edge_between_nodes_that_they_keep()
    {
        var options = new SubnetworkProbingOptions { Lambda = 0.3, Units = MaskUnits.Components };
        Expect.Kept(
            _chain.SubnetworkProbing(options).Discover(),
            First,
            Second,
            Third,
            "input->a1.h0<v>",
            "input->logits",
            "a0.h0->logits"
        );
    }

    public void Dispose() => _chain.Dispose();

    private UnitScores Along(IntegrationPath path) =>
        _chain
            .IntegratedGradients(new IntegratedGradientsOptions { Path = path, Rule = new GaussLegendreRule(3) })
            .Score();
}
