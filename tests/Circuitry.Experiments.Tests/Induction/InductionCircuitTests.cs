using Hooks = Circuitry.Experiments.InductionModel.Hooks;

namespace Circuitry.Experiments.Tests;

/// <summary>The weights that ship, and the circuit of two heads in them.</summary>
public sealed class InductionCircuitTests : IDisposable
{
    private readonly Induction _experiment = Induction.LoadTrained(TorchSharp.torch.CPU);

    public void Dispose() => _experiment.Dispose();

    private static Edge[] TwoHeadCircuit =>
        [
            Hooks.Layer0.Head3.Value.From(Hooks.Input),
            Hooks.Layer1.Head3.Query.From(Hooks.Input),
            Hooks.Layer1.Head3.Key.From(Hooks.Layer0.Head3.Output),
            Hooks.Layer1.Head3.Value.From(Hooks.Input),
            Hooks.Logits.From(Hooks.Layer1.Head3.Output),
        ];

    [Fact]
    public void The_weights_that_ship_answer_held_out_sequences_without_a_mistake() =>
        Assert.Equal(1, InductionTraining.Accuracy(_experiment.Model, sequences: 1000));

    [Fact]
    public void Every_clean_prompt_is_answered_right_and_every_corrupted_one_wrong()
    {
        Assert.All(_experiment.MeasureEach(EdgeSet.All(_experiment.Graph)), difference => Assert.True(difference > 5));
        Assert.All(
            _experiment.MeasureEach(EdgeSet.None(_experiment.Graph)),
            difference => Assert.True(difference < -5)
        );
    }

    [Fact]
    public void Acdc_finds_the_circuit_of_two_heads_and_nothing_else()
    {
        var circuit = _experiment.Acdc(Induction.DefaultThreshold).Discover();

        Assert.Equal(
            TwoHeadCircuit.Select(edge => edge.Name).Order(StringComparer.Ordinal),
            circuit.Kept.Select(unit => unit.Name).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(Induction.DefaultThreshold / 20)]
    [InlineData(Induction.DefaultThreshold * 5)]
    public void No_other_head_takes_part_at_a_much_lower_or_higher_threshold(double threshold)
    {
        var circuit = _experiment.Acdc(threshold).Discover();

        Assert.Equal(["input", "a0.h3", "a1.h3"], circuit.Writers().Select(writer => writer.Name));
    }

    [Fact]
    public void The_circuit_of_two_heads_explains_the_whole_behaviour()
    {
        var circuit = _experiment.Acdc(Induction.DefaultThreshold).Discover();

        Assert.InRange(circuit.Measure.Faithfulness, 0.95, 1.05);
    }

    [Fact]
    public void Without_any_one_edge_of_the_circuit_the_behaviour_is_gone()
    {
        foreach (var edge in TwoHeadCircuit)
        {
            var kept = EdgeSet.All(_experiment.Graph);
            kept[edge] = false;

            // All kept it is 18.7.
            Assert.True(_experiment.Measure(kept) < 4, edge.Name);
        }
    }

    [Fact]
    public void The_head_of_layer_0_attends_to_the_symbol_before()
    {
        using var run = _experiment.Run(_experiment.Prompts.Clean);
        var pattern = run[Hooks.Layer0.Head3.Pattern].Value; // [batch, query_position, key_position]
        using var before = pattern.diagonal(-1, 1, 2); // [batch, position]
        using var mean = before.mean();

        Assert.InRange(mean.item<float>(), 0.9f, 1f);
    }

    [Fact]
    public void The_head_of_layer_1_attends_to_the_symbol_that_followed_the_last_one_before()
    {
        using var run = _experiment.Run(_experiment.Prompts.Clean);
        var pattern = run[Hooks.Layer1.Head3.Pattern].Value;
        var attention = _experiment
            .Prompts.Pairs.Select(
                (pair, row) =>
                {
                    var last = pair.Clean.Count - 1;
                    var answer = pair.Clean.ToList().IndexOf(pair.Clean[last]) + 1;
                    using var weight = pattern[row, last, answer];
                    return weight.item<float>();
                }
            )
            .Average();

        Assert.InRange(attention, 0.65f, 1f);
    }
}
