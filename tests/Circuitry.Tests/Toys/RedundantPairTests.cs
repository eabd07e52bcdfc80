namespace Circuitry.Tests.Toys;

/// <summary>Two equal heads that each write half of the output.</summary>
public sealed class RedundantPairTests : IDisposable
{
    private const string FirstIn = "input->a0.h0<v>",
        SecondIn = "input->a0.h1<v>",
        First = "a0.h0->logits",
        Second = "a0.h1->logits";

    private readonly PairToy _pair = Toy.Pair();

    [Fact]
    public void Every_edge_has_half_the_effect_and_one_gradient_says_so()
    {
        (string, double)[] half = [(FirstIn, 0.5), (SecondIn, 0.5), (First, 0.5), (Second, 0.5)];
        Expect.Scores(_pair.ExactEffects().Score(), half);
        Expect.Scores(_pair.EdgeAttributionPatching().Score(), half);
        Expect.Scores(_pair.CleanCorrupted().Score(), half);
        Expect.Scores(_pair.IntegratedGradients(new MidpointRule(4)).Score(), half);
        Expect.Importances(_pair.HeadImportance().Score(), ("a0.h0<v>", 0.5), ("a0.h1<v>", 0.5));
    }

    [Fact]
    public void Other_paths_give_the_edges_further_from_the_output_less()
    {
        // Embedding and heads move in turn: what the heads read is free for one of the two.
        Expect.Scores(Along(new ActivationPath()), (FirstIn, 0.25), (SecondIn, 0.25), (First, 0.5), (Second, 0.5));
        // With every edge open by x the output is x^2, and each of the four edges has the slope x / 2.
        Expect.Scores(Along(new MaskPath()), (FirstIn, 0.25), (SecondIn, 0.25), (First, 0.25), (Second, 0.25));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Acdc_keeps_both_below_half_and_neither_above(bool descending)
    {
        var order = descending ? AcdcOrder.HeadsDescending : AcdcOrder.HeadsAscending;
        Expect.Kept(Search(0.4, order), FirstIn, SecondIn, First, Second);

        // Each step costs half, which is less than the threshold; together they cost all there is.
        var nothing = Search(0.6, order);
        Expect.Kept(nothing);
        Assert.Equal(1, nothing.Measure.Full - nothing.Measure.Circuit, 1e-12);
    }

    [Fact]
    public void Probing_and_pruning_keep_both()
    {
        var nodes = new SubnetworkProbingOptions { Lambda = 0.3, Units = MaskUnits.Components };
        Expect.Kept(_pair.SubnetworkProbing(nodes).Discover(), FirstIn, SecondIn, First, Second, "input->logits");
        Expect.Kept(_pair.SubnetworkProbing(lambda: 0.3).Discover(), FirstIn, SecondIn, First, Second);
        Expect.Kept(_pair.EdgePruning(1 - 4.0 / _pair.Graph.EdgeCount).Discover(), FirstIn, SecondIn, First, Second);
    }

    public void Dispose() => _pair.Dispose();

    private Circuit Search(double threshold, AcdcOrder order) =>
        _pair.Acdc(new AcdcOptions { Threshold = threshold, Order = order }).Discover();

    private UnitScores Along(IntegrationPath path) =>
        _pair
            .IntegratedGradients(new IntegratedGradientsOptions { Path = path, Rule = new GaussLegendreRule(3) })
            .Score();
}
