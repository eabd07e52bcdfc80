using Xunit;
using static Circuitry.Testing.Closeness;

namespace Circuitry.Testing;

public abstract partial class ExperimentLaws<TExperiment>
{
    /// <summary>
    /// Attribution by one gradient is the gradient of the edge mask, taken through the whole patched forward; those of a writer's
    /// neurons add up to it.
    /// </summary>
    [SkippableFact]
    public void Edge_attribution_patching_is_the_gradient_of_the_edge_mask()
    {
        using var experiment = Subject();
        RequireSums(experiment);
        Skip.IfNot(
            Algorithm.Of(experiment).Any(algorithm => algorithm.Id == nameof(EdgeAttributionPatching)),
            $"{experiment.Metric.Name} is a distance from the full model: its gradient there is zero, and the algorithm has no driver"
        );
        Near(
            Literal.MaskGradient(experiment),
            Literal.ByEdges(experiment.Units, new EdgeAttributionPatching(experiment).Score().Values),
            ToleranceOf(experiment.Transformer.NumberType),
            "scores"
        );
    }

    /// <summary>The measured effect of a unit is the rise of the loss when it is removed from the full model.</summary>
    [SkippableFact]
    public void Exact_effects_are_what_removing_each_unit_does()
    {
        using var experiment = Subject();
        var effects = new ExactEffects(experiment).Score().Values;
        var step = Math.Max(1, effects.Count / SlowEffects);
        int[] units = [.. Enumerable.Range(0, effects.Count).Where(unit => unit % step == 0)];
        var full = experiment.Metric.AsLoss(experiment.Measure(EdgeSet.All(experiment.Graph)));
        // As losses, which are known up to a share of themselves, whereas a difference of theirs may be rounding alone.
        Near(
            [.. units.Select(unit => Literal.LossWithout(experiment, unit)), RequireGap(experiment)],
            [.. units.Select(unit => full + effects[unit]), RequireGap(experiment)],
            ToleranceOf(experiment.Transformer.NumberType),
            "losses"
        );
    }

    /// <summary>Gradients integrated from no edge to all edges add up to the joint effect of the edges.</summary>
    [SkippableFact]
    public void Integrated_gradients_sum_to_the_gap_of_the_metric()
    {
        using var experiment = Subject();
        RequireGap(experiment);
        RequireSums(experiment);
        var points = IntegrationPoints;
        double[] path =
        [
            .. Enumerable.Range(0, points + 1).Select(point => Literal.LossAt(experiment, (double)point / points)),
        ];
        var steepest = path.Zip(path.Skip(1), (a, b) => Math.Abs(a - b)).Max();
        var range = path.Max() - path.Min();
        Skip.If(
            steepest > range / 8,
            FormattableString.Invariant(
                $"between two of {points} points of the path the loss changes by {steepest} of {range} in all: too steep for a rule of this size, as where attention switches from one position to another"
            )
        );
        var scores = new IntegratedGradients(
            experiment,
            new IntegratedGradientsOptions { Path = new MaskPath(), Rule = new MidpointRule(points) }
        ).Score();
        var (sum, gap) = (scores.Values.Sum(), Gap(experiment));
        Assert.True(
            Math.Abs(sum - gap) <= 0.02 * range,
            FormattableString.Invariant($"the scores sum to {sum}, and the gap is {gap}")
        );
    }

    /// <summary>The score of a unit is the sum of its scores at the positions that it writes.</summary>
    [SkippableFact]
    public void Scores_of_whole_units_are_sums_over_their_positions()
    {
        using var subject = Subject();
        Skip.If(
            subject.Prompts.Pairs.Any(pair => pair.Clean.Count < 2),
            "a prompt has one position, and there is nothing to tell apart"
        );
        var tolerance = ToleranceOf(subject.Transformer.NumberType);
        var whole = Scores(subject.ByPosition(halves: false));
        var halves = Scores(subject.ByPosition(halves: true));
        var sums = new double[whole.Values.Count];
        for (var unit = 0; unit < halves.Values.Count; unit++)
        {
            sums[WholeUnit(halves.Units, whole.Units, unit)] += halves.Values[unit];
        }

        Near(sums, whole.Values, tolerance, "scores");
    }

    // Along activations, because that path suits every metric and every ablation.
    private static UnitScores Scores(GraphExperiment experiment) =>
        new IntegratedGradients(
            experiment,
            new IntegratedGradientsOptions { Path = new ActivationPath(), Rule = new RightRule(2) }
        ).Score();

    /// <summary>The unit whose name is that of a unit at some positions without them.</summary>
    private static int WholeUnit(Units halves, Units whole, int unit)
    {
        var name = halves.NameOf(unit);
        var positions = name.IndexOf('[', StringComparison.Ordinal);
        return whole.IndexOf(name.Remove(positions, name.IndexOf(']', positions) + 1 - positions));
    }
}
