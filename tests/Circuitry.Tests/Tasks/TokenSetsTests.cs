using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class TokenSetsTests
{
    private static readonly double[,,] Values =
    {
        {
            { 0.1, 0.2, 0.3, 0.4 },
        },
        {
            { 0.5, 0.25, 0.125, 0.0625 },
        },
    };

    [Fact]
    public void Sets_of_different_sizes_are_summed_each_over_its_own_tokens()
    {
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        var values = tensor(Values);
        using var sets = new TokenSets(
            [
                [
                    [3],
                ],
                [
                    [1, 2, 3],
                ],
            ],
            CPU
        );

        Close([0.4, 0.4375], sets.Sum(values));
        Close([0.4, 0.4375 / 3], sets.Mean(values));
        Close([Math.Log(0.4), Math.Log(0.4375)], sets.LogSumExp(values.log()));
    }

    [Fact]
    public void Sets_of_one_size_are_summed_too()
    {
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        using var sets = new TokenSets(
            [
                [
                    [3, 0],
                ],
                [
                    [1, 2],
                ],
            ],
            CPU
        );

        Close([0.5, 0.375], sets.Sum(tensor(Values)));
    }

    [Fact]
    public void A_metric_measures_more_prompts_at_once_than_there_are_sets()
    {
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        using var sets = new TokenSets(
            [
                [
                    [3],
                ],
                [
                    [1, 2, 3],
                ],
            ],
            CPU
        );

        var sums = sets.Sum(stack([tensor(Values), Ops.Scale(tensor(Values), 2)]));

        Assert.Equal([2, 2, 1], sums.shape);
        Close([0.4, 0.4375, 0.8, 0.875], sums);
    }

    [Fact]
    public void The_gradient_reaches_each_set_s_own_tokens_only()
    {
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        var values = tensor(Values).log().requires_grad_();
        using var sets = new TokenSets(
            [
                [
                    [3],
                ],
                [
                    [1, 2, 3],
                ],
            ],
            CPU
        );

        sets.LogSumExp(values).sum().backward();

        var rest = 0.4375;
        Close([0, 0, 0, 1, 0, 0.25 / rest, 0.125 / rest, 0.0625 / rest], values.grad!);
    }

    [Fact]
    public void Pairs_may_differ_in_how_many_answers_they_have() =>
        Assert.Equal(2, PromptPairs.Of([Pair([3]), Pair([1, 2])]).Count);

    private static PromptPair Pair(int[] answers) =>
        new()
        {
            Clean = [1, 2],
            Corrupted = [1, 3],
            AnswerPositions = [1],
            Answers = [answers],
        };

    private static void Close(double[] expected, Tensor found) =>
        Assert.All(
            expected.Zip(found.flatten().data<double>().ToArray()),
            values => Assert.Equal(values.First, values.Second, 1e-12)
        );
}
