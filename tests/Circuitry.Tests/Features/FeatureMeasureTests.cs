using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class FeatureMeasureTests
{
    private static readonly FeatureEvaluationOptions Everywhere = new()
    {
        FirstBlock = -1,
        Ablation = Ablation.Interchange,
    };

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void A_splice_with_its_error_term_changes_neither_logits_nor_upstream_gradients(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        foreach (var site in task.Sites.Skip(1))
        {
            using var scope = NewDisposeScope();
            var (loss, gradient) = Spliced(task, null, true);
            var (with, gradientWith) = Spliced(task, site, true);
            var (without, gradientWithout) = Spliced(task, site, false);
            Numbers.Same(loss, with, 1e-10);
            Numbers.Same(gradient, gradientWith, 1e-10);
            Assert.True((loss - without).abs().max().item<double>() > 1e-5, $"the loss at {site}");
            Assert.True((gradient - gradientWithout).abs().max().item<double>() > 1e-5, $"the gradient at {site}");
        }
    }

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void Everything_kept_is_the_clean_run_and_nothing_kept_the_corrupted_one(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        using var evaluator = new FeatureMeasure(task, Everywhere);
        var clean = -SmallFeatures.Loss(task, _ => { });
        Assert.Equal(clean, evaluator.MeasureFull().Average(), 1e-11);
        // One node short of everything goes through every dictionary.
        Assert.Equal(clean, evaluator.Measure(AllButOneThatMatters(task)), 1e-9);
        var swapped = PromptPairs.Of(
            task.Pairs.Pairs.Select(pair => pair with { Clean = pair.Corrupted, Corrupted = pair.Clean })
        );
        var corrupted = new AnswerTask(
            model,
            dictionaries,
            swapped,
            new LogitDifference(),
            Ablation.Interchange,
            false
        );
        Assert.Equal(-SmallFeatures.Loss(corrupted, _ => { }), evaluator.MeasureEmpty().Average(), 1e-10);
    }

    [Fact]
    public void A_circuit_alone_is_a_run_in_which_the_rest_is_replaced_by_hand()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        foreach (var ablation in Enum.GetValues<ShippedAblation>())
        {
            foreach (var errors in Enum.GetValues<ErrorHandling>())
            {
                var task = SmallFeatures.Task(model, dictionaries, splitPositions: true);
                var random = new Random(5);
                var kept = UnitSet.Of(
                    task.Units,
                    Enumerable.Range(0, task.Units.Count).Where(_ => random.Next(2) == 0)
                );
                var options = new FeatureEvaluationOptions
                {
                    Ablation = ablation,
                    FirstBlock = 1,
                    Errors = errors,
                };
                using var evaluator = new FeatureMeasure(task, options);
                Assert.Equal(ByHand(task, kept, options), evaluator.Measure(kept), 1e-10);
            }
        }
    }

    [Fact]
    public void A_curve_goes_from_the_empty_circuit_to_the_whole_model()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        using var evaluator = new FeatureMeasure(task, Everywhere);
        int[] all = [.. Enumerable.Range(0, task.Units.Count)];
        var curve = new Evaluator(evaluator).Curve(all, [0, 5, all.Length]);
        Assert.Equal([0, 5, all.Length], curve.Points.Select(point => point.Kept));
        Assert.Equal(0, curve.Points[0].Faithfulness.Value, 1e-10);
        Assert.Equal(1, curve.Points[0].Completeness!.Value, 1e-10);
        Assert.Equal(1, curve.Points[^1].Faithfulness.Value, 1e-10);
        Assert.Equal(0, curve.Points[^1].Completeness!.Value, 1e-10);
    }

    [Fact]
    public void Neurons_are_a_basis_without_error_terms()
    {
        using var model = SmallFeatures.Model("serial");
        using var neurons = FeatureDictionaries.Neurons(model.Architecture);
        var task = SmallFeatures.Task(model, neurons);
        Assert.DoesNotContain(task.Units.NodesOf(UnitSet.All(task.Units)), node => node.IsError);
        using var evaluator = new FeatureMeasure(task, Everywhere);
        Assert.NotEqual(evaluator.MeasureFull().Average(), evaluator.MeasureEmpty().Average());
        var scores = new FeatureExactEffects(task).Run();
        Assert.Equal(1, new Evaluator(evaluator).Measure(UnitSet.All(task.Units)).Faithfulness.Value, 1e-10);
        Assert.Contains(scores.Values, score => score != 0);
    }

    private static UnitSet AllButOneThatMatters(AnswerTask task)
    {
        // Dropping what never is active, neither clean nor corrupted, changes nothing, yet its site is taken apart.
        using var batch = task.Batch(0);
        using var standIns = StandIns.Of(task, Ablation.Interchange);
        using var states = FeatureStates.Of(task, batch, standIns);
        var idle = task
            .Sites.Select(site =>
            {
                using var moved = states[site].FeatureDifference.abs().amax(0, 1);
                var still = Autoencoders.Values(moved).ToList().FindIndex(value => value == 0);
                return still < 0 ? (FeatureNode?)null : new FeatureNode(site, still);
            })
            .OfType<FeatureNode>()
            .ToArray();
        Assert.NotEmpty(idle);
        return UnitSet.Of(task.Units, task.Units.NodesOf(UnitSet.All(task.Units)).Except(idle));
    }

    private static (Tensor Loss, Tensor Gradient) Spliced(AnswerTask task, FeatureSite? at, bool keepError)
    {
        using var enabled = enable_grad();
        using var batch = task.Batch(0);
        var tap = new Tap(task.Model.Architecture.Layers);
        var leaf = zeros([batch.Count, batch.Length, task.Model.Architecture.ModelWidth], float64).requires_grad_(true);
        Splice.Into(tap, task.Sites[0], value => Ops.Add(value, leaf));
        if (at is { } site)
        {
            FeatureAblation.Replace(
                tap,
                task.Dictionaries[site],
                ones([1, 1], @bool),
                tensor(new[] { keepError }, [1, 1]),
                (zeros([1], float64), zeros([1], float64))
            );
        }

        var loss = batch.Run(tap);
        return (loss.detach(), Ops.CheckedGradients(loss.sum(), [leaf])[0]);
    }

    private static double ByHand(AnswerTask task, UnitSet kept, FeatureEvaluationOptions options)
    {
        using var scope = NewDisposeScope();
        using var batch = task.Batch(0);
        using var corrupted = SiteInputs.Of(task, batch, batch.Corrupted!);
        return -SmallFeatures.Loss(
            task,
            tap =>
            {
                foreach (var site in task.Sites.Where(site => site.Layer >= 1))
                {
                    var dictionary = task.Dictionaries[site];
                    Splice.Into(tap, site, input => Rebuilt(dictionary, input, corrupted[site]));
                }
            }
        );

        Tensor Rebuilt(FeatureDictionary dictionary, Tensor input, Tensor other)
        {
            var (features, standIn) = (dictionary.Encode(input), dictionary.Encode(other));
            var (error, standInError) = (dictionary.Error(input, features), dictionary.Error(other, standIn));
            if (options.Ablation == Ablation.Zero)
            {
                (standIn, standInError) = (zeros_like(standIn), zeros_like(standInError));
            }
            else if (options.Ablation == Ablation.Mean)
            {
                standIn = standIn.mean([0], keepdim: true).expand_as(standIn);
                standInError = standInError.mean([0], keepdim: true).expand_as(standInError);
            }

            var (newFeatures, newError) = (features.clone(), error.clone());
            for (var position = 0; position < task.Length; position++)
            {
                for (var feature = 0; feature < dictionary.Width; feature++)
                {
                    if (!kept.Contains(new FeatureNode(dictionary.Site, feature, position)))
                    {
                        newFeatures
                            .select(1, position)
                            .select(1, feature)
                            .copy_(standIn.select(1, position).select(1, feature));
                    }
                }

                if (!KeepsError(dictionary.Site, position))
                {
                    newError.select(1, position).copy_(standInError.select(1, position));
                }
            }

            return Ops.Add(dictionary.Decode(newFeatures, input), newError);
        }

        bool KeepsError(FeatureSite site, int position) =>
            options.Errors switch
            {
                ErrorHandling.Kept => true,
                ErrorHandling.Removed => false,
                ErrorHandling.ResidualOnly when site.Hook != HookSite.ResidualPost => false,
                _ => kept.Contains(new FeatureNode(site, FeatureNode.ErrorTerm, position)),
            };
    }
}
