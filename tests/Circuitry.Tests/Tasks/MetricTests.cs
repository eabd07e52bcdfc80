using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Metrics against numbers computed by hand: logits are logarithms of small fractions.</summary>
public sealed class MetricTests
{
    // Two prompts, two answer positions, four logits. Probabilities in quarters, eighths and halves.
    private static readonly double[] Clean =
    [
        .. Logs(2, 1, 1, 4),
        .. Logs(1, 1, 1, 1),
        .. Logs(4, 2, 1, 1),
        .. Logs(5, 1, 1, 1),
    ];

    private static readonly double[] Patched =
    [
        .. Logs(1, 1, 2, 4),
        .. Logs(3, 2, 2, 1),
        .. Logs(4, 2, 1, 1),
        .. Logs(1, 5, 1, 1),
    ];

    private static readonly PromptPairs Pairs = PromptPairs.Of([
        new PromptPair
        {
            Clean = [0, 0],
            Corrupted = [0, 0],
            AnswerPositions = [0, 1],
            Answers =
            [
                [0, 3],
                [1, 2],
            ],
            WrongAnswers =
            [
                [1],
                [0],
            ],
        },
        new PromptPair
        {
            Clean = [0, 0],
            Corrupted = [0, 0],
            AnswerPositions = [0, 1],
            Answers =
            [
                [1, 2],
                [1, 0],
            ],
            WrongAnswers =
            [
                [0],
                [2],
            ],
        },
    ]);

    public static TheoryData<Metric, double, double> ByHand() =>
        new()
        {
            {
                // sum p ln(p / q): 1/4 ln 2 - 1/8 ln 2, then four quarters; of the second prompt 0, then 5/8 ln 5 - 1/8 ln 5.
                new KlDivergence(),
                (0.125 * Math.Log(2) + 0.25 * (Math.Log(2.0 / 3) + Math.Log(1) + Math.Log(1) + Math.Log(2))) / 2,
                0.5 * Math.Log(5) / 2
            },
            {
                new LogitDifference(),
                ((Math.Log(1) + Math.Log(4)) / 2 - Math.Log(1) + (Math.Log(2) - Math.Log(3))) / 2,
                ((Math.Log(2) + Math.Log(1)) / 2 - Math.Log(4) + ((Math.Log(5) + Math.Log(1)) / 2 - Math.Log(1))) / 2
            },
            {
                new ProbabilityDifference(),
                ((1 + 4 - 1) / 8.0 + (2 + 2 - 3) / 8.0) / 2,
                ((2 + 1 - 4) / 8.0 + (5 + 1 - 1) / 8.0) / 2
            },
            {
                new AnswerLoss(),
                (-Math.Log(5 / 8.0) - Math.Log(4 / 8.0)) / 2,
                (-Math.Log(3 / 8.0) - Math.Log(6 / 8.0)) / 2
            },
            {
                new MeanSquaredError(),
                (2 * Math.Pow(Math.Log(2), 2) + Math.Pow(Math.Log(3), 2) + 2 * Math.Pow(Math.Log(2), 2)) / 8,
                2 * Math.Pow(Math.Log(5), 2) / 8
            },
        };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void A_metric_is_what_its_formula_says(Metric metric, double first, double second)
    {
        using var scope = NewDisposeScope();
        using var target = Target.Of(Pairs, metric, tensor(Clean, [2, 2, 4]));
        Numbers.Equal([first, second], metric.Measure(tensor(Patched, [2, 2, 4]), target));
    }

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Leading_axes_are_measured_row_by_row(Metric metric, double first, double second)
    {
        using var scope = NewDisposeScope();
        var clean = tensor(Clean, [2, 2, 4]);
        using var target = Target.Of(Pairs, metric, clean);
        var patched = tensor(Patched, [2, 2, 4]);
        var measured = metric.Measure(stack([patched, clean, patched]).unsqueeze(1), target);
        Assert.Equal([3, 1, 2], measured.shape);
        Numbers.Equal([first, second], measured[0, 0]);
        Numbers.Same(metric.Measure(clean, target), measured[1, 0]);
        Numbers.Equal([first, second], measured[2, 0]);
    }

    [Theory]
    [MemberData(nameof(ByHand))]
    public void The_direction_follows_from_the_type(Metric metric, double first, double second)
    {
        var sign = metric is Loss ? 1 : -1;
        Assert.Equal(metric is LogitDifference or ProbabilityDifference, metric is Gain);
        Assert.NotEqual(metric is Loss, metric is Gain);
        Assert.Equal([sign * first, sign * second], [metric.AsLoss(first), metric.AsLoss(second)]);
    }

    [Fact]
    public void A_divergence_from_itself_is_zero_and_of_any_other_positive()
    {
        using var scope = NewDisposeScope();
        var clean = tensor(Clean, [2, 2, 4]);
        using var target = Target.Of(Pairs, new KlDivergence(), clean);
        // Logits are the same up to a constant.
        Numbers.Equal([0, 0], new KlDivergence().Measure(Ops.Add(clean, 100), target));
        Assert.True(new KlDivergence().Measure(tensor(Patched, [2, 2, 4]), target).ge(Scalars.Zero).all().item<bool>());
    }

    [Fact]
    public void A_target_owns_what_it_keeps()
    {
        using var clean = tensor(Clean, [2, 2, 4]);
        using var target = Target.Of(Pairs, new LogitDifference(), clean);
        using var ones = ones_like(clean);
        clean.zero_();
        Numbers.Equal(Clean, target.CleanLogits);
        Numbers.Equal([2, 2, 2, 2], target.Answers!.Sum(ones));
        Numbers.Equal([1, 1, 1, 1], target.WrongAnswers!.Sum(ones));
    }

    [Fact]
    public void A_target_lacks_what_its_metric_does_not_need()
    {
        using var clean = tensor(Clean, [2, 2, 4]);
        using var target = Target.Of(Pairs, new KlDivergence(), clean);
        Assert.Null(target.Answers);
        Assert.Null(target.WrongAnswers);
    }

    private static double[] Logs(params double[] parts) => [.. parts.Select(part => Math.Log(part))];
}
