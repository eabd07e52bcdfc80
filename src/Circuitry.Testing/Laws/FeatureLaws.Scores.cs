using Xunit;
using static Circuitry.Testing.Closeness;
using static TorchSharp.torch;

namespace Circuitry.Testing;

public abstract partial class FeatureLaws<TExperiment>
{
    /// <summary>Relative to the largest, of what is compared to differences of losses in place of a derivative.</summary>
    private const double SlopeTolerance = 1e-6;

    /// <summary>The measured effect of a feature or error term is the rise of the loss when it alone is replaced.</summary>
    [SkippableFact]
    public void Exact_effects_are_what_replacing_each_feature_does()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        using var literal = Require(task);
        var effects = new FeatureExactEffects(task).Run().Values;
        var clean = literal.CleanLosses().Average();
        var units = Spread(task);
        // As losses, which are known up to a share of themselves, whereas a difference of theirs may be rounding alone.
        Near(
            [.. units.Select(unit => literal.Losses(UnitSet.Of(task.Units, [unit]).Complement()).Average())],
            [.. units.Select(unit => clean + effects[unit])],
            ToleranceOf(task.Model.NumberType),
            "losses"
        );
    }

    /// <summary>
    /// Attribution by one gradient is how fast the loss rises as a unit begins to go to what replaces it: its effect, where the loss is linear.
    /// </summary>
    [SkippableFact]
    public void Attribution_patching_is_the_slope_of_the_effect()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        RequireSlopes(task);
        using var literal = Require(task);
        var scores = Attribution(task).Run().Values;
        var units = Spread(task);
        Near(
            [.. units.Select(unit => literal.Slope(task.Units[unit]))],
            [.. units.Select(unit => scores[unit])],
            SlopeTolerance,
            "scores"
        );
    }

    /// <summary>Gradients integrated over the way of a site's units add up to the effect of replacing them all.</summary>
    [SkippableFact]
    public void Integrated_gradients_of_a_site_sum_to_the_effect_of_replacing_it()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = SomeSites(experiment);
        using var literal = Require(task);
        var points = IntegrationPoints;
        var scores = new FeatureIntegratedGradients(task, new MidpointRule(points)).Run().Values;
        var held = 0;
        foreach (var site in task.Sites)
        {
            double[] path =
            [
                .. Enumerable
                    .Range(0, points + 1)
                    .Select(point => literal.LossOnTheWay(site, null, (double)point / points)),
            ];
            var steepest = path.Zip(path.Skip(1), (a, b) => Math.Abs(a - b)).Max();
            var range = path.Max() - path.Min();
            if (steepest > range / 8)
            {
                continue; // Too steep for a rule of this size, as where attention switches from one position to another.
            }

            held++;
            var sum = scores.Where((_, unit) => task.Units[unit].Site == site).Sum();
            Assert.True(
                Math.Abs(sum - (path[^1] - path[0])) <= 0.02 * range,
                FormattableString.Invariant(
                    $"the scores of {site} sum to {sum}, and replacing it raises the loss by {path[^1] - path[0]}"
                )
            );
        }

        Skip.If(
            held == 0,
            FormattableString.Invariant($"the way of every site is too steep for a rule of {points} points")
        );
    }

    /// <summary>The score of a feature is the sum of its scores at single positions.</summary>
    [SkippableFact]
    public void Scores_of_whole_features_are_sums_over_their_positions()
    {
        using var experiment = Make();
        var longest = experiment.Prompts.Clean.Length;
        PromptPair[] pairs =
        [
            .. experiment.Prompts.Pairs.Where(pair => pair.Clean.Count == longest).Take(Math.Max(1, Pairs / 2)),
        ];
        var whole = Scores(split: false);
        var apart = Scores(split: true);
        var columns = ((FeatureUnits)whole.Units).Columns;
        var sums = new double[columns];
        for (var unit = 0; unit < apart.Values.Count; unit++)
        {
            sums[unit % columns] += apart.Values[unit];
        }

        Near(sums, whole.Values, ToleranceOf(experiment.Transformer.NumberType), "scores");

        UnitScores Scores(bool split) =>
            new FeatureIntegratedGradients(
                new AnswerTask(
                    experiment.Transformer,
                    experiment.Dictionaries,
                    PromptPairs.Of(pairs),
                    experiment.Metric,
                    experiment.Ablation,
                    split
                ),
                new RightRule(2)
            ).Run();
    }

    /// <summary>The experiment with some of its dictionaries, which stay its own.</summary>
    private AnswerTask SomeSites(TExperiment experiment)
    {
        var task = Subject(experiment);
        var step = (double)Math.Max(1, task.Sites.Count - 1) / Math.Max(1, IntegratedSites - 1);
        var sites = task.Sites.Where((_, index) => Math.Floor(index / step) != Math.Floor((index - 1) / step));
        return new AnswerTask(
            task.Model,
            new FeatureDictionaries(sites.Select(site => experiment.Dictionaries[site])),
            task.Pairs,
            task.Metric,
            task.Ablation,
            task.SplitPositions
        );
    }

    /// <summary>Some of the units, spread evenly.</summary>
    private int[] Spread(AnswerTask task)
    {
        // No multiple of a site's width would do, which might never meet an error term.
        var step = Math.Max(1, task.Units.Count / SlowEffects);
        return [.. Enumerable.Range(0, task.Units.Count).Where(unit => unit % step == unit / step % step)];
    }

    private static void RequireSlopes(AnswerTask task) =>
        Skip.IfNot(
            task.Model.NumberType == float64,
            "differences in place of derivatives are rounding in any number type but Float64; load the model in it"
        );

    private static FeatureAttribution Attribution(AnswerTask task)
    {
        try
        {
            return new FeatureAttribution(task);
        }
        catch (UnsuitableMethodException e)
        {
            Skip.If(true, e.Message);
            throw;
        }
    }
}
