namespace Circuitry.Tests.Toys;

/// <summary>relu(a + b - 1), where the output needs both heads.</summary>
public sealed class AndGateTests : IDisposable
{
    private const string FirstIn = "input->a0.h0<v>",
        SecondIn = "input->a0.h1<v>",
        First = "a0.h0->m0",
        Second = "a0.h1->m0",
        Out = "m0->logits";

    private static readonly string[] Both = [FirstIn, SecondIn, First, Second, Out];

    private readonly GateToy _and = Toy.And();

    [Fact]
    public void Each_input_has_the_whole_effect()
    {
        // relu(0 + 1 - 1) = 0.
        Expect.Scores(_and.ExactEffects().Score(), (FirstIn, 1), (SecondIn, 1), (First, 1), (Second, 1), (Out, 1));
    }

    [Fact]
    public void The_gradient_at_the_clean_run_gives_each_input_the_whole()
    {
        Expect.Scores(
            _and.EdgeAttributionPatching().Score(),
            (FirstIn, 1),
            (SecondIn, 1),
            (First, 1),
            (Second, 1),
            (Out, 1)
        );
        Expect.Importances(_and.HeadImportance().Score(), ("a0.h0<v>", 1), ("a0.h1<v>", 1), ("m0", 1));
    }

    [Fact]
    public void Gradients_on_the_way_give_each_input_half()
    {
        // The slope is 0 up to a + b = 1 and 1 from there to 2.
        (string, double)[] half = [(FirstIn, 0.5), (SecondIn, 0.5), (First, 0.5), (Second, 0.5), (Out, 1)];
        Expect.Scores(_and.IntegratedGradients(new MidpointRule(4)).Score(), half);
        Expect.Scores(_and.CleanCorrupted().Score(), half);
    }

    [Fact]
    public void Moving_one_component_at_a_time_scores_it_like_the_OR_gate()
    {
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
    public void Moving_all_edges_together_gives_the_last_edge_the_least()
    {
        // With every edge open by x = 1/8, 3/8, 5/8, 7/8 the MLP writes relu(2 x^2 - 1), which is more than 0 at 7/8 alone:
        // there the last edge is worth 98/64 - 1, and the slope of the others is x^2.
        Expect.Scores(
            Along(new MaskPath()),
            (FirstIn, 49 / 256.0),
            (SecondIn, 49 / 256.0),
            (First, 49 / 256.0),
            (Second, 49 / 256.0),
            (Out, 34 / 256.0)
        );
    }

    [Theory]
    [InlineData(AcdcRule.Signed, true)]
    [InlineData(AcdcRule.Signed, false)]
    [InlineData(AcdcRule.Absolute, true)]
    [InlineData(AcdcRule.Absolute, false)]
    public void Acdc_keeps_both_inputs_in_any_order(AcdcRule rule, bool descending)
    {
        var options = new AcdcOptions
        {
            Threshold = 0.5,
            Rule = rule,
            Order = descending ? AcdcOrder.HeadsDescending : AcdcOrder.HeadsAscending,
        };
        Expect.Kept(_and.Acdc(options).Discover(), Both);
    }

    [Fact]
    public void Probing_and_pruning_keep_both_inputs_even_where_three_edges_were_asked_for()
    {
        Expect.Kept(_and.SubnetworkProbing(lambda: 0.3).Discover(), Both);
        Expect.Kept(_and.EdgePruning(1 - 5.0 / _and.Graph.EdgeCount).Discover(), Both);
        Expect.Kept(_and.EdgePruning(1 - 3.0 / _and.Graph.EdgeCount).Discover(), Both);
    }

    [Fact]
    public void Masks_over_nodes_keep_both_inputs_and_every_edge_between_kept_nodes()
    {
        var options = new SubnetworkProbingOptions { Lambda = 0.3, Units = MaskUnits.Components };
        Expect.Kept(
            _and.SubnetworkProbing(options).Discover(),
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

    public void Dispose() => _and.Dispose();

    private UnitScores Along(IntegrationPath path) =>
        _and.IntegratedGradients(new IntegratedGradientsOptions { Path = path, Rule = new MidpointRule(4) }).Score();
}
