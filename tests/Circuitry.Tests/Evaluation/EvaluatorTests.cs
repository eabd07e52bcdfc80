using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>
/// An OR gate: two heads, either of which is enough. A circuit with one arm is faithful and not complete; one with both is
/// complete and not minimal.
/// </summary>
public sealed class EvaluatorTests
{
    private static readonly string[] OneArm = ["input->a0.h0<v>", "a0.h0->m0", "m0->logits"];
    private static readonly string[] BothArms = [.. OneArm, "input->a0.h1<v>", "a0.h1->m0"];
    private static readonly Evaluator Or = new(Gate.Or(1, 3));

    // What is done is not done again while its checkpoint is there.
    private static readonly Listener Nothing = new(_ => Assert.Fail("a subgraph was measured again"));

    [Fact]
    public void One_arm_of_an_or_gate_is_faithful()
    {
        var measure = Or.Measure(Gate.Edges(OneArm));

        Assert.Equal(3, measure.Kept);
        Assert.Equal((2, 2, 0), (measure.Metric.Value, measure.Full.Value, measure.Empty.Value));
        Assert.Equal((1, 1, 1), Ends(measure.Faithfulness));
    }

    [Fact]
    public void An_or_gate_without_one_arm_still_works_and_without_both_does_not()
    {
        Assert.Equal(1, Or.MeasureComplement(Gate.Edges("input->a0.h0<v>", "a0.h0->m0")).Faithfulness.Value);
        Assert.Equal(0, Or.MeasureComplement(Gate.Edges(BothArms)).Faithfulness.Value);
        Assert.Equal(41, Or.MeasureComplement(Gate.Edges(BothArms)).Kept);
    }

    [Fact]
    public void Minimality_and_random_circuits_report_and_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new List<(long, long?)>();
        var stop = new Listener(progress =>
        {
            told.Add((progress.Done, progress.Total));
            cancellation.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => Or.Minimality(Gate.Edges(BothArms), stop, cancellation.Token));
        Assert.Throws<OperationCanceledException>(() =>
            Or.AgainstRandom(Gate.Edges(OneArm), 10, progress: stop, cancellation: cancellation.Token)
        );
        Assert.Equal([(1L, 5L)], told);
        Or.AgainstRandom(Gate.Edges(OneArm), 3, progress: stop);
        Assert.Equal((3L, 3L), told[^1]);
    }

    [Fact]
    public void Minimality_and_random_circuits_go_on_to_the_same_numbers_wherever_they_were_stopped()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "evaluation.safetensors");
        var whole = Or.Minimality(Gate.Edges(BothArms)).ToString();
        var random = Or.AgainstRandom(Gate.Edges(OneArm), 6).Random;
        for (var stop = 1; stop < 5; stop++)
        {
            using var minimality = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() =>
                Or.Minimality(Gate.Edges(BothArms), StopAt(stop, minimality), minimality.Token, path)
            );
            Assert.Throws<CheckpointException>(() => Or.AgainstRandom(Gate.Edges(OneArm), 6, checkpoint: path));
            Assert.Equal(whole, Or.Minimality(Gate.Edges(BothArms), checkpoint: path).ToString());
            Assert.Equal(whole, Or.Minimality(Gate.Edges(BothArms), Nothing, checkpoint: path).ToString());
            File.Delete(path);

            using var draws = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() =>
                Or.AgainstRandom(
                    Gate.Edges(OneArm),
                    6,
                    progress: StopAt(stop, draws),
                    cancellation: draws.Token,
                    checkpoint: path
                )
            );
            Assert.Throws<CheckpointException>(() =>
                Or.AgainstRandom(Gate.Edges(OneArm), 6, seed: 1, checkpoint: path)
            );
            Assert.Equal(random, Or.AgainstRandom(Gate.Edges(OneArm), 6, checkpoint: path).Random);
            Assert.Equal(random, Or.AgainstRandom(Gate.Edges(OneArm), 6, progress: Nothing, checkpoint: path).Random);
            File.Delete(path);
        }

        static Listener StopAt(int step, CancellationTokenSource source) =>
            new(progress =>
            {
                if (progress.Done == step)
                {
                    source.Cancel();
                }
            });
    }

    [Fact]
    public void Each_arm_of_an_or_gate_is_redundant_beside_the_other()
    {
        var minimality = Or.Minimality(Gate.Edges(BothArms));

        Assert.Equal(
            [("input->a0.h0<v>", 0), ("input->a0.h1<v>", 0), ("a0.h0->m0", 0), ("a0.h1->m0", 0), ("m0->logits", 2)],
            minimality.Effects.Select(effect => (effect.Name, (int)effect.Rise.Value))
        );
        Assert.Equal(4, minimality.Redundant(0.1).Count());
        Assert.Empty(Or.Minimality(Gate.Edges(OneArm)).Redundant(0.1));
        Assert.StartsWith("m0->logits       2 [1, 3]\ninput->a0.h0<v>  0 [0, 0]\n", minimality.ToString());
    }

    [Fact]
    public void A_model_that_works_only_whole_has_the_areas_of_random_circuits()
    {
        var whole = new Gate(kept => kept.Count == kept.Units.Count ? 1 : 0, 1, 3);

        var curve = new Evaluator(whole).Curve(Gate.Scores());

        // Only the last trapezoid counts: 0.5 * (0 + 1) / 2, and the distance is 1 from 0.001 to 0.5.
        Assert.Equal(0.25, curve.PerformanceRatio.Value, 1e-12);
        Assert.Equal(0.499 + 0.25, curve.ModelDistance.Value, 1e-12);
        Assert.Equal([0, 0, 0, 0, 0, 2, 4, 9, 23, 46], curve.Points.Select(point => point.Asked));
        Assert.EndsWith("CPR    0.25 [0.25, 0.25]\nCMD    0.749 [0.749, 0.749]\n", curve.ToString());
    }

    [Fact]
    public void A_curve_follows_the_rule_and_counts_overshooting_as_distance()
    {
        // Two edges make the model twice as good as all edges do.
        var gate = new Gate(kept => kept.Count == 2 ? 2 : Math.Min(kept.Count, 1), 1);

        var curve = new Evaluator(gate).Curve(
            Gate.Scores(("input->m0", 2), ("m0->logits", 1)),
            new GreedyFromLogits(0),
            [0.05, 0.5, 1]
        );

        Assert.Equal([2, 23, 46], curve.Points.Select(point => point.Asked));
        Assert.Equal(0.45 * 1.5 + 0.5, curve.PerformanceRatio.Value, 1e-12);
        Assert.Equal(0.45 * 0.5, curve.ModelDistance.Value, 1e-12);
    }

    [Fact]
    public void Shares_out_of_order_are_refused()
    {
        Assert.Throws<EvaluationException>(() => Or.Curve(Gate.Scores(), shares: [0.5, 0.1]));
        Assert.Throws<EvaluationException>(() => Or.Curve(Gate.Scores(), shares: [1]));
        Assert.Throws<EvaluationException>(() => Or.Curve(Gate.Scores(), shares: [0.5, 2]));
    }

    [Fact]
    public void Random_circuits_have_equal_size_and_the_same_seed_draws_the_same()
    {
        var sizes = new HashSet<int>();
        var counting = new Gate(
            kept =>
            {
                sizes.Add(kept.Count);
                return kept.Contains("m0->logits") ? 1 : 0;
            },
            1,
            3
        );

        var first = new Evaluator(counting).AgainstRandom(Gate.Edges(OneArm), draws: 60, seed: 5);

        Assert.Equal([0, 3, 46], sizes.Order());
        Assert.Equal(first.Random, new Evaluator(counting).AgainstRandom(Gate.Edges(OneArm), 60, 5).Random);
        Assert.NotEqual(first.Random, new Evaluator(counting).AgainstRandom(Gate.Edges(OneArm), 60, 6).Random);
        // One edge is in 3 of 46 circuits.
        Assert.InRange(first.AtLeastAsFaithful!.Value, 1, 9);
        Assert.Equal((first.AtLeastAsFaithful.Value + 1.0) / 61, first.Chance);
        Assert.Equal(1 - first.Random.Average(), first.Advantage.Value, 1e-12);
    }

    [Fact]
    public void Faithfulness_is_undefined_without_a_gap()
    {
        var deaf = new Gate(_ => 1, 1, 3);

        var measure = new Evaluator(deaf).Measure(Gate.Edges(OneArm));

        Assert.True(double.IsNaN(measure.Faithfulness.Value));
        Assert.Equal(1000, measure.Faithfulness.Undefined);
        Assert.EndsWith("faithfulness           undefined [undefined, undefined]\n", measure.ToString());
    }

    private static (double, double, double) Ends(Estimate estimate) => (estimate.Value, estimate.Lower, estimate.Upper);
}
