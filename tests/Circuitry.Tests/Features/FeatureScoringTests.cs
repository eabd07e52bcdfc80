using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class FeatureScoringTests
{
    [Theory]
    [InlineData("attention only")]
    [InlineData("bidirectional")]
    public void Attribution_is_exact_where_the_loss_is_linear_in_the_site(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(
            model,
            [FeatureSite.Residual(model.Architecture.Layers - 1)]
        );
        foreach (var ablation in Enum.GetValues<ShippedAblation>())
        {
            var task = SmallFeatures.Task(model, dictionaries, ablation);
            Same(new FeatureExactEffects(task).Run(), new FeatureAttribution(task).Run(), 1e-11);
        }
    }

    [Theory]
    [InlineData("serial", 1e-6)]
    [InlineData("parallel", 1e-6)]
    [InlineData("grouped", 1e-6)]
    [InlineData("attention only", 1e-6)]
    [InlineData("bidirectional", 1e-2)] // ReLU has corners, at which no rule is of high order
    public void Integrated_gradients_of_a_site_sum_to_the_effect_of_patching_it(string architecture, double tolerance)
    {
        using var model = SmallFeatures.Model(architecture, scale: 0.15);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries);
        var scores = new FeatureIntegratedGradients(task, new GaussLegendreRule(120)).Run();
        var clean = SmallFeatures.Loss(task, _ => { });
        using var batch = task.Batch(0);
        using var corrupted = SiteInputs.Of(task, batch, batch.Corrupted!);
        foreach (var site in task.Sites)
        {
            // A dictionary that scales activations decodes what stands in at the scale of the clean one.
            using var patch = new Replacement(task.Dictionaries[site], corrupted[site]);
            var patched = SmallFeatures.Loss(task, tap => Splice.Into(tap, site, input => patch.Of(input)));
            var sum = scores.Values.Where((_, index) => task.Units[index].Site == site).Sum();
            Assert.True(
                Math.Abs(patched - clean - sum) < tolerance * Math.Max(0.01, Math.Abs(sum)),
                $"{site}: {sum:R} and should be {patched - clean:R}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void Exact_effects_are_those_of_replacing_one_node_by_hand(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        foreach (var split in new[] { false, true })
        {
            var task = SmallFeatures.Task(model, dictionaries, Ablation.Interchange, split);
            var scores = new FeatureExactEffects(task).Run();
            var clean = SmallFeatures.Loss(task, _ => { });
            foreach (var (node, score) in scores.RankedFeatures().Where((_, rank) => rank % 7 == 0))
            {
                Assert.Equal(Replaced(task, node) - clean, score, 1e-11);
            }

            Assert.NotEmpty(scores.Ranked());
        }
    }

    [Theory]
    [InlineData("serial")]
    [InlineData("parallel")]
    public void Scores_of_positions_apart_sum_to_those_of_all_positions(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var prompts = SmallFeatures.Prompts(model.Architecture, 4, oneLength: true);
        FeatureTask Task(bool split) =>
            new AnswerTask(model, dictionaries, prompts, new LogitDifference(), Ablation.Mean, split);
        var (whole, apart) = (Task(false), Task(true));
        foreach (
            var (summed, each) in new[]
            {
                (new FeatureAttribution(whole).Run(), new FeatureAttribution(apart).Run()),
                (
                    new FeatureIntegratedGradients(whole, new MidpointRule(3)).Run(),
                    new FeatureIntegratedGradients(apart, new MidpointRule(3)).Run()
                ),
            }
        )
        {
            for (var column = 0; column < whole.Units.Columns; column++)
            {
                var sum = Enumerable
                    .Range(0, apart.Units.Positions)
                    .Sum(position => each.Values[position * apart.Units.Columns + column]);
                Assert.Equal(summed.Values[column], sum, 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(Ablation.Interchange)]
    [InlineData(Ablation.Zero)]
    public void A_score_is_the_mean_over_prompts_scored_alone(ShippedAblation ablation)
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var prompts = SmallFeatures.Prompts(model.Architecture, 4, oneLength: false);
        Assert.True(prompts.Clean.IsPadded);
        FeatureTask Task(PromptPairs pairs) =>
            new AnswerTask(model, dictionaries, pairs, new LogitDifference(), ablation, false);
        FeatureScoring[] Scorings(FeatureTask task) =>
            [
                new FeatureAttribution(task),
                new FeatureIntegratedGradients(task, new RightRule(3)),
                new FeatureExactEffects(task),
            ];
        var together = Scorings(Task(prompts)).Select(scoring => scoring.Run().Values).ToArray();
        var alone = prompts
            .Pairs.Select(pair =>
                Scorings(Task(PromptPairs.Of([pair]))).Select(scoring => scoring.Run().Values).ToArray()
            )
            .ToArray();
        for (var method = 0; method < together.Length; method++)
        {
            for (var index = 0; index < together[method].Count; index++)
            {
                Assert.Equal(alone.Average(scores => scores[method][index]), together[method][index], 1e-11);
            }
        }
    }

    [Fact]
    public void Scoring_that_was_stopped_goes_on_to_the_same_numbers()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var task = SmallFeatures.Task(model, dictionaries, Ablation.Mean);
        var whole = new FeatureIntegratedGradients(task, new LeftRule(2)).Run().Values;
        using var folder = new TemporaryFolder();
        var checkpoint = Path.Combine(folder.Path, "scores.safetensors");
        for (var stop = 1; stop < task.Sites.Count; stop++)
        {
            using var source = new CancellationTokenSource();
            var scoring = new FeatureIntegratedGradients(
                task,
                new LeftRule(2),
                new FeatureScoringOptions { Checkpoint = checkpoint }
            );
            var reports = new Listener(progress =>
            {
                if (progress.Done == stop)
                {
                    source.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => scoring.Run(reports, source.Token));
            Assert.Equal(whole, scoring.Run().Values);
            // What is done is not done again while its checkpoint is there.
            var idle = new Listener(_ => Assert.Fail("a step was taken again"));
            Assert.Equal(whole, scoring.Run(idle).Values);
            File.Delete(checkpoint);
        }
    }

    private sealed class Replacement(FeatureDictionary dictionary, Tensor other) : IDisposable
    {
        private readonly Tensor _features = dictionary.Encode(other);

        public Tensor Of(Tensor input) =>
            Ops.Add(dictionary.Decode(_features, input), dictionary.Error(other, _features));

        public void Dispose() => _features.Dispose();
    }

    private static double Replaced(AnswerTask task, FeatureNode node)
    {
        using var batch = task.Batch(0);
        using var corrupted = SiteInputs.Of(task, batch, batch.Corrupted!);
        using var present = batch.Present();
        var (dictionary, other) = (task.Dictionaries[node.Site], corrupted[node.Site]);
        return SmallFeatures.Loss(
            task,
            tap =>
                Splice.Into(
                    tap,
                    node.Site,
                    input =>
                    {
                        var (features, stand) = (dictionary.Encode(input), dictionary.Encode(other));
                        var (error, standError) = (dictionary.Error(input, features), dictionary.Error(other, stand));
                        var here = present.expand_as(error[.., .., ..1]).clone();
                        if (node.Position is { } position)
                        {
                            here.zero_();
                            here[.., position] = 1;
                        }

                        if (node.IsError)
                        {
                            error = where(here.to(@bool), standError, error);
                        }
                        else
                        {
                            using var column = zeros([dictionary.Width], float64);
                            column[node.Feature] = 1;
                            features = where((here * column).to(@bool), stand, features);
                        }

                        return Ops.Add(dictionary.Decode(features, input), error);
                    }
                )
        );
    }

    private static void Same(UnitScores expected, UnitScores found, double tolerance)
    {
        Assert.Contains(expected.Values, score => Math.Abs(score) > 1e-3);
        for (var index = 0; index < expected.Values.Count; index++)
        {
            Assert.True(
                Math.Abs(expected.Values[index] - found.Values[index]) < tolerance,
                $"{expected.Units.NameOf(index)}: {found.Values[index]:R} and should be {expected.Values[index]:R}"
            );
        }
    }
}
