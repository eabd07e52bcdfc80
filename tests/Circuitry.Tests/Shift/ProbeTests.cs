using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class ProbeTests
{
    [Fact]
    public void A_probe_learns_labels_that_a_line_parts()
    {
        using var inputs = Autoencoders.Normal(3, 200, 4);
        var labels = Labels(inputs, noise: 0);
        using var probe = Probe.Train(inputs, labels, seed: 0, new ProbeOptions { Epochs = 40 });
        Assert.True(Right(probe.Classify(inputs), labels) > 0.97);
    }

    [Fact]
    public void The_same_seed_gives_the_same_probe_and_another_one_another()
    {
        using var inputs = Autoencoders.Normal(3, 50, 4);
        var labels = Labels(inputs, noise: 5);
        using var first = Probe.Train(inputs, labels, 0);
        using var again = Probe.Train(inputs, labels, 0);
        using var other = Probe.Train(inputs, labels, 1);
        Assert.Equal(Autoencoders.Values(first.Weight), Autoencoders.Values(again.Weight));
        Assert.NotEqual(Autoencoders.Values(first.Weight), Autoencoders.Values(other.Weight));
    }

    [Fact]
    public void Weight_decay_alone_shrinks_weights_by_its_share()
    {
        // Inputs of zeros leave the weights without a gradient: each step takes rate times decay of them.
        using var inputs = zeros([8, 3], float64);
        int[] labels = [0, 1, 0, 1, 0, 1, 0, 1];
        var options = new ProbeOptions
        {
            Epochs = 1,
            BatchSize = 8,
            LearningRate = 0.1,
            WeightDecay = 0,
        };
        using var free = Probe.Train(inputs, labels, 0, options);
        using var decayed = Probe.Train(inputs, labels, 0, options with { WeightDecay = 0.5 });
        Numbers.Equal([.. Autoencoders.Values(free.Weight).Select(weight => weight * 0.95)], decayed.Weight, 1e-14);
    }

    [Fact]
    public void Scores_count_groups_apart()
    {
        LabelledPrompt Prompt(int label, int spurious) => new([0], label, spurious);
        LabelledPrompt[] prompts = [Prompt(1, 1), Prompt(1, 1), Prompt(1, 0), Prompt(0, 1), Prompt(0, 0), Prompt(0, 0)];
        var score = ProbeScore.Of(prompts, [1, 0, 0, 1, 0, 0]);
        Assert.Equal(3.0 / 6, score.Intended);
        Assert.Equal(5.0 / 6, score.Spurious);
        Assert.Equal(0, score.WorstGroup);
        Assert.Equal(new ProbeScore(1, 4.0 / 6, 1), ProbeScore.Of(prompts, [1, 1, 1, 0, 0, 0]));
    }

    [Fact]
    public void The_loss_is_minus_the_margin_of_the_mean_over_tokens()
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        using var probe = Probe.Train(
            Autoencoders.Normal(1, 20, 12),
            [.. Enumerable.Range(0, 20).Select(i => i % 2)],
            0
        );
        (IReadOnlyList<int> Tokens, int Label)[] prompts = [([1, 2, 3, 4, 5], 1), ([6, 7], 0)];
        var task = new ProbeTask(model, dictionaries, prompts, probe, block: 0);
        using var batch = task.Batch(0);
        var losses = Autoencoders.Values(batch.Run(Tap.None));
        for (var i = 0; i < prompts.Length; i++)
        {
            using var run = model.Run(new Prompts([prompts[i].Tokens]));
            var stream = run.ReadWhole(HookSite.ResidualPost, 0);
            var logit = (stream.mean([0L, 1L]) * probe.Weight).sum().item<double>() + probe.Bias.item<double>();
            Assert.Equal(prompts[i].Label == 1 ? -logit : logit, losses[i], 1e-12);
        }

        Assert.Equal(
            [FeatureSite.Embedding, FeatureSite.Attention(0), FeatureSite.Mlp(0), FeatureSite.Residual(0)],
            task.Sites
        );
    }

    private static int[] Labels(Tensor inputs, int noise)
    {
        var values = Autoencoders.Values(inputs);
        return
        [
            .. Enumerable
                .Range(0, values.Length / 4)
                .Select(row => values[4 * row] - values[4 * row + 1] + (row % 7 < noise ? 1 : 0) > 0 ? 1 : 0),
        ];
    }

    private static double Right(int[] answers, int[] labels) =>
        (double)answers.Zip(labels).Count(pair => pair.First == pair.Second) / labels.Length;
}
