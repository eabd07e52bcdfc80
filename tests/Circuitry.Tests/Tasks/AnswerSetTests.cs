using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Answers are sets: a token counts once, and is not right and wrong at once.</summary>
public sealed class AnswerSetTests
{
    private const int Vocabulary = 4;

    public static TheoryData<Metric> NeedsAnswers =>
        [new LogitDifference(), new ProbabilityDifference(), new AnswerLoss()];

    [Theory]
    [MemberData(nameof(NeedsAnswers))]
    public void A_token_that_comes_twice_counts_once(Metric metric)
    {
        double[] repeated = Measure(metric, Pairs([3, 1, 3, 3], [0, 0])),
            once = Measure(metric, Pairs([3, 1], [0]));

        Assert.Equal(once, repeated);
        // Of logits ln 1, ln 2, ln 3 and ln 4.
        var expected = metric switch
        {
            LogitDifference => (Math.Log(4) + Math.Log(2)) / 2,
            ProbabilityDifference => (4 + 2 - 1) / 10.0,
            _ => -Math.Log((4 + 2) / 10.0),
        };
        Assert.Equal(expected, repeated[0], 1e-12);
    }

    [Fact]
    public void What_is_written_of_pairs_has_every_token_once_in_its_first_place_and_is_unchanged_without_repeats()
    {
        const string written =
            """{"pairs":[{"clean":[1,2],"corrupted":[1,3],"answer_positions":[1],"answers":[[3,1]],"wrong_answers":[[0]]}]}""";

        Assert.Equal(written, PromptPairsJson.Write(Pairs([3, 1, 3], [0, 0])));
        Assert.Equal(written, PromptPairsJson.Write(Pairs([3, 1], [0])));
        Assert.Equal(Pairs([3, 1], [0]).Hash, Pairs([3, 1, 1], [0]).Hash);
        Assert.NotEqual(Pairs([3, 1], [0]).Hash, Pairs([1, 3], [0]).Hash);
        Assert.Equal("0c2e5ab315d209e0a878abbc271239acb60b5d1af043ef6e004b8fbc41deb02d", Pairs([3, 1], [0]).Hash);
    }

    [Fact]
    public void A_pair_without_repeats_is_kept_as_it_is()
    {
        var pair = PromptPair.AtLastPosition([1, 2], [1, 3], 1, 0);

        Assert.Same(pair, PromptPairs.Of([pair]).Pairs[0]);
    }

    [Theory]
    [InlineData(new[] { 1 }, new[] { 1 }, "are the same (1), so that no effect could be measured")]
    [InlineData(new[] { 1, 2 }, new[] { 2, 1, 2 }, "are the same (1, 2), so that no effect could be measured")]
    [InlineData(new[] { 1, 2 }, new[] { 2 }, "the token 2 is a right and a wrong answer at position 1")]
    [InlineData(new[] { 3 }, new[] { 0, 3 }, "the token 3 is a right and a wrong answer at position 1")]
    public void A_token_that_is_right_and_wrong_is_refused_by_pair_and_token(int[] right, int[] wrong, string message)
    {
        var pairs = PromptPairs.Of([Pair([0], [1]), Pair(right, wrong)]);
        foreach (var metric in new Metric[] { new LogitDifference(), new ProbabilityDifference() })
        {
            var refusal = Assert.Throws<PromptException>(() => Fit(pairs, metric));
            Assert.Contains("pair 1: ", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
            Assert.Throws<PromptException>(() => Measure(metric, pairs));
        }
    }

    [Fact]
    public void One_answer_position_of_several_is_enough_to_be_refused()
    {
        var pair = Pair([0], [1]) with
        {
            AnswerPositions = [0, 1],
            Answers =
            [
                [0],
                [2],
            ],
            WrongAnswers =
            [
                [1],
                [2],
            ],
        };

        var refusal = Assert.Throws<PromptException>(() => Fit(PromptPairs.Of([pair]), new LogitDifference()));

        Assert.Contains("at position 1 are the same (2)", refusal.Message, StringComparison.Ordinal);
        // Right at one position and wrong at another is no contradiction.
        Fit(
            PromptPairs.Of([
                pair with
                {
                    WrongAnswers =
                    [
                        [2],
                        [0],
                    ],
                },
            ]),
            new LogitDifference()
        );
    }

    [Fact]
    public void A_metric_that_does_not_need_wrong_answers_does_not_mind_them()
    {
        var pairs = Pairs([1], [1]);

        Fit(pairs, new AnswerLoss());
        Fit(pairs, new KlDivergence());
        Fit(pairs, new MeanSquaredError());
    }

    [Fact]
    public void Concepts_of_a_biased_data_set_are_a_set()
    {
        var data = new BiasedData
        {
            Ambiguous = [],
            Balanced = [],
            Test = [],
            Concepts = [5, 3, 5],
            SpuriousWords = new HashSet<int>(),
        };

        Assert.Equal([5, 3], data.Concepts);
    }

    private static void Fit(PromptPairs pairs, Metric metric) => PromptFit.CheckAnswers(pairs, metric, Vocabulary);

    private static PromptPairs Pairs(int[] right, int[] wrong) => PromptPairs.Of([Pair(right, wrong)]);

    private static PromptPair Pair(int[] right, int[] wrong) =>
        new()
        {
            Clean = [1, 2],
            Corrupted = [1, 3],
            AnswerPositions = [1],
            Answers = [right],
            WrongAnswers = [wrong],
        };

    private static double[] Measure(Metric metric, PromptPairs pairs)
    {
        using var scope = NewDisposeScope();
        var one = tensor(new[] { 1.0, 2, 3, 4 }).log().view(1, 1, Vocabulary);
        var logits = one.expand(pairs.Count, 1, Vocabulary);
        using var target = Target.Of(pairs, metric, logits);
        return MetricValues.OfPrompts(metric, metric.Measure(logits, target));
    }
}
