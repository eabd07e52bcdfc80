using TorchSharp;
using Xunit;
using static Circuitry.Testing.Closeness;
using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>
/// The laws that hold for every experiment, as tests: derive from this class in an xunit project and implement <see
/// cref="Make"/>. A law that does not apply to an experiment is skipped with the reason.
/// </summary>
/// <example>
/// <code>
/// public sealed class GreetingLaws : ExperimentLaws&lt;Greeting&gt; { protected override Greeting Make() =&gt; Greeting.Load("folder"); }
/// </code>
/// </example>
/// <typeparam name="TExperiment">The experiment class.</typeparam>
public abstract partial class ExperimentLaws<TExperiment>
    where TExperiment : GraphExperiment
{
    /// <summary>Creates the experiment; every law calls this and disposes the result.</summary>
    protected abstract TExperiment Make();

    /// <summary>Number of pairs of prompts that the laws are tested on, from the first of the data set.</summary>
    protected virtual int Pairs => 4;

    /// <summary>Number of tests that the slow ACDC makes for each threshold, each a forward pass.</summary>
    protected virtual int SlowTests => 100;

    /// <summary>Number of units whose effects are measured slowly, spread evenly over the graph.</summary>
    protected virtual int SlowEffects => 50;

    /// <summary>Number of points of the path at which gradients are integrated.</summary>
    protected virtual int IntegrationPoints => 48;

    /// <summary>
    /// Tolerance of numbers of the model's number type, relative to the largest: 1e-9 in Float64 and 1e-4 otherwise.
    /// Logits are held to a tenth of it.
    /// </summary>
    protected virtual double ToleranceOf(ScalarType numberType) => numberType == float64 ? 1e-9 : 1e-4;

    /// <summary>Keeping all edges, or all units, changes nothing.</summary>
    [SkippableFact]
    public void All_edges_kept_is_the_clean_model()
    {
        using var experiment = Subject();
        using var scope = NewDisposeScope();
        var clean = Literal.CleanLogits(experiment);
        SameLogits(experiment, clean, experiment.Logits(EdgeSet.All(experiment.Graph)));
        SameLogits(experiment, clean, experiment.Logits(UnitSet.All(experiment.Units)));
    }

    /// <summary>Keeping no edge, or no unit, leaves the replacements of the writers, and the biases of the stream.</summary>
    [SkippableFact]
    public void No_edge_kept_is_the_ablated_model()
    {
        using var experiment = Subject();
        Skip.If(
            experiment.Ablation.CouplesPrompts && experiment.Prompts.Corrupted.IsPadded,
            "prompts differ in length, so that a position is not the same place in each: the mean of the stream is not the sum of means"
        );
        using var scope = NewDisposeScope();
        var ablated = Literal.AblatedLogits(experiment);
        SameLogits(experiment, ablated, experiment.Logits(EdgeSet.None(experiment.Graph)));
        SameLogits(experiment, ablated, experiment.Logits(UnitSet.None(experiment.Units)));
    }

    /// <summary>The fast search makes the same decisions as one forward pass of the whole model for every unit.</summary>
    [SkippableFact]
    public void The_fast_search_is_the_slow_one()
    {
        using var experiment = Subject();
        Skip.IfNot(
            experiment.Units is EdgeGroupUnits,
            "the search removes whole writers or edges, and units are neurons"
        );
        var gap = RequireGap(experiment);
        foreach (var threshold in new[] { gap / 100, gap / 10 })
        {
            var slow = SequentialAcdc.Run(experiment, threshold, SlowTests);
            var fast = new List<AcdcStep>();
            new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold }).Discover(trace: fast.Add);
            var slack = ToleranceOf(experiment.Transformer.NumberType) * Math.Max(gap, Math.Abs(slow[0].Before));
            foreach (var (index, (expected, found)) in slow.Zip(fast).Index())
            {
                var same =
                    expected.Unit == found.Unit
                    && Math.Abs(expected.Before - found.Before) <= slack
                    && Math.Abs(expected.After - found.After) <= slack;
                Assert.True(
                    same,
                    FormattableString.Invariant(
                        $"threshold {threshold}, test {index}: the fast search found {found}, the slow one {expected}"
                    )
                );
                if (expected.Kept != found.Kept)
                {
                    var rise = experiment.Metric.AsLoss(expected.After) - experiment.Metric.AsLoss(expected.Before);
                    Assert.True(
                        Math.Abs(rise - threshold) <= slack,
                        FormattableString.Invariant(
                            $"threshold {threshold}, test {index}: {expected.Unit} raises the loss by {rise}, and the fast search says that it {(found.Kept ? "stays" : "goes")}"
                        )
                    );
                    break; // A tie up to rounding: from here on the two search in different graphs.
                }
            }

            Assert.True(slow.Count == SlowTests || fast.Count >= slow.Count, "the fast search makes fewer tests");
        }
    }

    /// <summary>The same declaration makes the same prompts, the same scores and the same circuit, byte for byte.</summary>
    [SkippableFact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var (prompts, scores, circuit) = Bytes();
        var again = Bytes();
        Assert.Equal(prompts, again.Prompts);
        Assert.Equal(scores, again.Scores);
        Assert.Equal(circuit, again.Circuit);
    }

    private Regrouped Subject() => Regrouped.First(Make(), Pairs);

    private (string Prompts, double[] Scores, string Circuit) Bytes()
    {
        using var declared = Make();
        using var experiment = Regrouped.First(declared, Pairs);
        var scores = Scores(experiment);
        var options = new AcdcOptions { Threshold = Math.Abs(Gap(experiment)) / 10 };
        var circuit =
            experiment.Units is EdgeGroupUnits
                ? new AcdcSearch(experiment, options).Discover()
                : new TopUnits(10).Select(experiment, scores);
        return (declared.Prompts.Hash, [.. scores.Values], CircuitJson.ToText(circuit));
    }

    /// <summary>How much worse the loss is with no edge than with all.</summary>
    private static double Gap(GraphExperiment experiment) =>
        experiment.Metric.AsLoss(experiment.Measure(EdgeSet.None(experiment.Graph)))
        - experiment.Metric.AsLoss(experiment.Measure(EdgeSet.All(experiment.Graph)));

    private static double RequireGap(GraphExperiment experiment)
    {
        var gap = Gap(experiment);
        Skip.If(gap == 0, "the metric is the same with all edges and with none, so that there is nothing to find");
        return Math.Abs(gap);
    }

    private void SameLogits(GraphExperiment experiment, Tensor expected, Tensor actual) =>
        Near(
            Literal.Numbers(expected),
            Literal.Numbers(actual),
            ToleranceOf(experiment.Transformer.NumberType) / 10,
            "logits"
        );
}
