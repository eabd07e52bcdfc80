using Circuitry.Testing;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

/// <summary>The laws refuse what breaks them.</summary>
public sealed class LawsTests
{
    [Fact]
    public void A_patched_forward_that_is_off_by_a_tenth_breaks_every_law_that_it_is_measured_by()
    {
        var laws = new Laws(() => new Exaggerating(Induction.LoadTrained(CPU)));
        Breaks(laws.All_edges_kept_is_the_clean_model);
        Breaks(laws.No_edge_kept_is_the_ablated_model);
        Breaks(laws.The_fast_search_is_the_slow_one);
        Breaks(laws.Edge_attribution_patching_is_the_gradient_of_the_edge_mask);
        Breaks(laws.Exact_effects_are_what_removing_each_unit_does);
    }

    [Fact]
    public void Prompts_that_differ_from_one_time_to_the_next_break_the_law_of_the_same_bytes()
    {
        var seed = 0;
        var laws = new Laws(() =>
        {
            var request = new DatasetRequest
            {
                Size = 4,
                Seed = seed++,
                Architecture = InductionModel.Declared,
            };
            return Induction.From(InductionModel.Load(InductionWeights.Folder), new InductionPrompts().Make(request));
        });
        Breaks(laws.The_same_seed_gives_the_same_bytes);
    }

    [Fact]
    public void A_metric_that_changes_with_every_use_breaks_the_laws_of_sums()
    {
        var laws = new Laws(() => new Exaggerating(Induction.LoadTrained(CPU), new Moody()));
        Breaks(laws.Integrated_gradients_sum_to_the_gap_of_the_metric);
        Breaks(laws.Scores_of_whole_units_are_sums_over_their_positions);
    }

    private static void Breaks(Action law) => Assert.ThrowsAny<XunitException>(law);

    private sealed class Laws(Func<GraphExperiment> make) : ExperimentLaws<GraphExperiment>
    {
        protected override GraphExperiment Make() => make();
    }

    private sealed class Exaggerating(Induction declared, Metric? metric = null)
        : GraphExperiment(
            declared.Declaration,
            declared.Units,
            declared.Transformer,
            declared.Prompts,
            metric ?? declared.Metric,
            declared.Ablation
        )
    {
        public override Tensor Forward(ResidualStream stream) => Ops.Scale(declared.Forward(stream), 1.1);
    }

    private sealed class Moody : Gain
    {
        private int _uses;

        public override string Name => "moody";

        public override Tensor Measure(Tensor logits, Target target) =>
            Ops.Scale(logits.mean([-1, -2]), 1 + 0.1 * _uses++);
    }
}
