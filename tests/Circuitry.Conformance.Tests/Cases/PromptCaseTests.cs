using TorchSharp;

namespace Circuitry.Conformance;

/// <summary>The architecture of the case about answers.</summary>
[Transformer("answers/config.json")]
public sealed partial class AnswersModel;

[Experiment, Model<AnswersModel>, Dataset<NoPrompts>, Corruption(Ablation.Interchange), Metric<LogitDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class AnswersEdges;

/// <summary>Prompt files and answers that were read wrongly, or not at all, with the right values.</summary>
public sealed class PromptCaseTests
{
    [SkippableTheory]
    [InlineData("sfc.jsonl", "row 0")]
    [InlineData("auto.json", "auto.json")]
    public void Text_that_is_no_Unicode_is_refused_with_the_file(string name, string where)
    {
        var path = SharedFolder.PathOf("cases", "06", name);

        var refusal = Assert.Throws<PromptException>(() =>
            name == "auto.json" ? AutoCircuitPrompts.Read(path) : SparseFeatureCircuitsPrompts.Read(path)
        );

        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(where, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("valid Unicode", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Columns_without_a_name_are_nobody_s()
    {
        var pair = Assert.Single(EapIgPrompts.ReadGreaterThan(SharedFolder.PathOf("cases", "12", "two-index.csv")));

        Assert.Equal("The war lasted from the year 1741 to the year 17", pair.Clean);
        Assert.Equal("The war lasted from the year 1701 to the year 17", pair.Corrupted);
        Assert.Equal(58, pair.Answers.Count);
    }

    [SkippableFact]
    public void A_needed_column_that_comes_twice_is_refused_with_the_file_and_the_column()
    {
        var path = SharedFolder.PathOf("cases", "12", "same-name.csv");

        var refusal = Assert.Throws<PromptException>(() => EapIgPrompts.ReadGreaterThan(path));

        Assert.StartsWith($"{path}: there are 2 columns 'clean'", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("quotes.csv", "He said \"go\" in 17")]
    [InlineData("inch.csv", "The 5\" nail of 17")]
    public void A_quote_within_a_value_is_a_part_of_it(string name, string clean) =>
        Assert.Equal(clean, EapIgPrompts.ReadGreaterThan(SharedFolder.PathOf("cases", "13", name))[0].Clean);

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_token_counts_once_however_often_it_is_right(int times)
    {
        var pairs = Pairs(Enumerable.Repeat(7, times), 8);

        Assert.Equal(-0.0224764, Full(new ProbabilityDifference()), 5e-8);
        Assert.Equal(1.8177128 + Math.Log(3), Full(new AnswerLoss()), 1e-6);

        double Full(Metric metric)
        {
            var declared = AnswersEdges.From(
                AnswersModel.Load(SharedFolder.PathOf("cases", "15"), torch.float64),
                pairs
            );
            using var experiment = new Variation(declared, Ablation.Interchange, metric);
            return experiment.Measure(EdgeSet.All(experiment.Graph));
        }
    }

    [SkippableFact]
    public void A_token_that_is_right_and_wrong_is_refused_before_anything_is_measured()
    {
        using var model = AnswersModel.Load(SharedFolder.PathOf("cases", "15"));

        var refusal = Assert.Throws<PromptException>(() => AnswersEdges.From(model, Pairs([7], 7)));

        Assert.StartsWith("pair 0: the right and the wrong answers at position 3 are the same (7)", refusal.Message);
    }

    private static PromptPairs Pairs(IEnumerable<int> right, int wrong) =>
        PromptPairs.Of([
            new PromptPair
            {
                Clean = [1, 2, 3, 5],
                Corrupted = [1, 2, 4, 5],
                AnswerPositions = [3],
                Answers =
                [
                    [.. right],
                ],
                WrongAnswers =
                [
                    [wrong],
                ],
            },
        ]);
}
