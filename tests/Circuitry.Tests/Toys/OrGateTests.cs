namespace Circuitry.Tests.Toys;

/// <summary>min(1, a + b), where each head alone gives the output: what one of two sufficient causes is worth.</summary>
public sealed class OrGateTests : IDisposable
{
    private const string FirstIn = "input->a0.h0<v>",
        SecondIn = "input->a0.h1<v>",
        First = "a0.h0->m0",
        Second = "a0.h1->m0",
        Out = "m0->logits";

    private readonly GateToy _or = Toy.Or();

    [Fact]
    public void Neither_input_has_an_effect_of_its_own()
    {
        // Without one head, min(1, 0 + 1) = 1.
        Expect.Scores(_or.ExactEffects().Score(), (Out, 1));
    }

    [Fact]
    public void The_gradient_at_the_clean_run_sees_neither_input()
    {
        // At a + b = 2 the gate is flat.
        Expect.Scores(_or.EdgeAttributionPatching().Score(), (Out, 1));
        Expect.Importances(_or.HeadImportance().Score(), ("m0", 1));
    }

    [Fact]
    public void Gradients_on_the_way_give_each_input_half()
    {
        // The slope is 1 up to a + b = 1 and 0 from there to 2: at 1/8 and 3/8 of the way, not at 5/8 and 7/8.
        (string, double)[] half = [(FirstIn, 0.5), (SecondIn, 0.5), (First, 0.5), (Second, 0.5), (Out, 1)];
        Expect.Scores(_or.IntegratedGradients(new MidpointRule(4)).Score(), half);
        // The slope is 0 at one end and 1 at the other.
        Expect.Scores(_or.CleanCorrupted().Score(), half);
    }

    [Fact]
    public void Moving_one_component_at_a_time_counts_an_edge_only_while_what_is_behind_it_runs_freely()
    {
        // Three components move in turn: embedding, heads, MLP. The MLP reads freely for two, the heads for one, with the
        // mean slope 1/2; the logits for all three, with slope 1.
        Expect.Scores(
            Along(new ActivationPath()),
            (FirstIn, 0.5 / 3),
            (SecondIn, 0.5 / 3),
            (First, 1.0 / 3),
            (Second, 1.0 / 3),
            (Out, 1)
        );
    }

    [Fact]
    public void Moving_all_edges_together_gives_the_last_edge_the_most()
    {
        // With every edge open by x = 1/8, 3/8, 5/8, 7/8 the MLP reads 2 x^2 and writes min(1, 2 x^2), which is what the last
        // edge is worth; up to the kink, so for all but 7/8, the slope of the others is x^2.
        Expect.Scores(
            Along(new MaskPath()),
            (FirstIn, (1 + 9 + 25) / 256.0),
            (SecondIn, (1 + 9 + 25) / 256.0),
            (First, (1 + 9 + 25) / 256.0),
            (Second, (1 + 9 + 25) / 256.0),
            (Out, (2 + 18 + 50 + 64) / 256.0)
        );
    }

    [Theory]
    [InlineData(AcdcRule.Signed)]
    [InlineData(AcdcRule.Absolute)]
    public void Acdc_keeps_the_input_that_it_tries_last(AcdcRule rule)
    {
        // The first that it tries is free to go, the second is then all there is.
        Expect.Kept(Search(rule, AcdcOrder.HeadsDescending), FirstIn, First, Out);
        Expect.Kept(Search(rule, AcdcOrder.HeadsAscending), SecondIn, Second, Out);
    }

    [Fact]
    public void Probing_keeps_both_inputs_because_each_insures_against_the_other_gates_noise()
    {
        Expect.Kept(_or.SubnetworkProbing(lambda: 0.3).Discover(), FirstIn, SecondIn, First, Second, Out);
    }

    [Fact]
    public void Pruning_to_three_edges_keeps_one_input_and_to_five_both()
    {
        var three = Pruned(3);
        string[] first = [FirstIn, First, Out],
            second = [SecondIn, Second, Out];
        Expect.Kept(three, three.Kept.Any(unit => unit.Name == First) ? first : second);
        Expect.Kept(Pruned(5), FirstIn, SecondIn, First, Second, Out);
    }

    [Fact]
    public void Masks_over_nodes_keep_both_inputs_and_every_edge_between_kept_nodes()
    {
        var options = new SubnetworkProbingOptions { Lambda = 0.3, Units = MaskUnits.Components };
        Expect.Kept(
            _or.SubnetworkProbing(options).Discover(),
            FirstIn,
            SecondIn,
            First,
            Second,
            Out,
            "input->m0",
            "input->logits",
            "a0.h0->logits",
            "a0.h1->logits"
        );
    }

    public void Dispose() => _or.Dispose();

    private Circuit Search(AcdcRule rule, AcdcOrder order) =>
        _or.Acdc(
                new AcdcOptions
                {
                    Threshold = 0.5,
                    Rule = rule,
                    Order = order,
                }
            )
            .Discover();

    private Circuit Pruned(int edges) => _or.EdgePruning(1 - (double)edges / _or.Graph.EdgeCount).Discover();

    private UnitScores Along(IntegrationPath path) =>
        _or.IntegratedGradients(new IntegratedGradientsOptions { Path = path, Rule = new MidpointRule(4) }).Score();
}
