namespace Circuitry.Tests;

/// <summary>Data sets and metrics are held to what they tell the compiler.</summary>
public sealed class DatasetContractTests
{
    [Fact]
    public void A_data_set_that_tells_the_truth_makes_its_pairs() =>
        Assert.Equal(2, PromptPairs.Made(new Truthful(), Request(0)).Count);

    [Theory]
    [InlineData(typeof(TooMany), "TooMany says [DatasetMakes(Pairs = 1)] and made 2 pairs")]
    [InlineData(typeof(TooLong), "TooLong says [DatasetMakes(LongestPrompt = 1)] and made a prompt of 2 tokens")]
    [InlineData(typeof(StrayTokens), "StrayTokens says [DatasetMakes(TokenIds = 4)] and made the token 4")]
    [InlineData(
        typeof(Unanswering),
        "Unanswering says [DatasetMakes(Answers = None)] and made pairs whose answer tokens are RightAndWrong"
    )]
    [InlineData(
        typeof(Corrupting),
        "Corrupting says [DatasetMakes(Corrupted = false)] and made corrupted prompts that are not the clean ones"
    )]
    public void A_data_set_that_does_not_is_refused(Type dataset, string message) =>
        Assert.StartsWith(
            message + "; correct the attribute or the data set",
            Refusal((IDataset)Activator.CreateInstance(dataset)!, Request(0)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_data_set_that_makes_fewer_pairs_than_asked_for_is_refused() =>
        Assert.Equal("Truthful was asked for 3 pairs and made 2", Refusal(new Truthful(), Request(3)));

    [Fact]
    public void A_data_set_is_not_asked_for_what_it_cannot_make()
    {
        var enough = Request(2) with
        {
            Architecture = Serial.Declared.With("Context", 7).With("Vocabulary", 8).With("OutputVocabulary", 9),
        };

        Assert.Equal("reached", Refusal(new Needing(), enough));
        Assert.Equal(
            "Needing needs a Size of at least 2, and [Dataset] asks for 1",
            Refusal(new Needing(), enough with { Size = 1 })
        );
        Assert.Equal(
            "Needing needs a context of at least 7, and the model has 6",
            Refusal(new Needing(), enough with { Architecture = enough.Architecture.With("Context", 6) })
        );
        Assert.Equal(
            "Needing needs a vocabulary of at least 8, and the model has 7",
            Refusal(new Needing(), enough with { Architecture = enough.Architecture.With("Vocabulary", 7) })
        );
        Assert.Equal(
            "Needing needs an output vocabulary of at least 9, and the model has 8",
            Refusal(new Needing(), enough with { Architecture = enough.Architecture.With("OutputVocabulary", 8) })
        );
    }

    [Fact]
    public void Interchange_on_clean_prompts_alone_is_refused_before_anything_is_computed()
    {
        using var model = Serial.From(TransformerWeights.Random(Serial.Declared, seed: 1));
        var clean = PromptPairs.Of([PromptPair.AtLastPosition([1, 2], [1, 2], 1, 2)]);

        var refusal = Assert.Throws<PromptException>(() => SerialEdges.From(model, clean));

        Assert.StartsWith("interchange needs corrupted prompts", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[Corruption(Ablation.Zero)]", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(KlDivergence), false, false)]
    [InlineData(typeof(MeanSquaredError), false, false)]
    [InlineData(typeof(AnswerLoss), true, false)]
    [InlineData(typeof(LogitDifference), true, true)]
    [InlineData(typeof(ProbabilityDifference), true, true)]
    [InlineData(typeof(Contradictory), true, false)]
    public void A_metric_needs_what_its_attribute_or_its_properties_say(Type type, bool right, bool wrong)
    {
        var metric = (Metric)Activator.CreateInstance(type)!;

        Assert.Equal((right, wrong), (metric.NeedsAnswers, metric.NeedsWrongAnswers));
    }

    [Fact]
    public void A_metric_whose_attribute_and_properties_disagree_is_refused()
    {
        var pairs = new Truthful().Make(Request(0));

        var refusal = Assert.Throws<PromptException>(() => pairs.CheckFit(Serial.Declared, new Contradictory()));

        Assert.Equal(
            "the metric contradictory says [MetricNeeds(AnswerTokens.None)] and needs Right; correct the attribute or NeedsAnswers and NeedsWrongAnswers",
            refusal.Message
        );
    }

    private static string Refusal(IDataset dataset, DatasetRequest request) =>
        Assert.Throws<PromptException>(() => PromptPairs.Made(dataset, request)).Message;

    private static DatasetRequest Request(int size) =>
        new()
        {
            Size = size,
            Seed = 0,
            Architecture = Serial.Declared,
        };

    private abstract class Two : IDataset
    {
        public PromptPairs Make(DatasetRequest request) =>
            PromptPairs.Of([
                PromptPair.AtLastPosition([1, 2], [2, 1], 3, 4),
                PromptPair.AtLastPosition([1, 2], [1, 2], 3, 4),
            ]);
    }

    [DatasetMakes(Pairs = 2, LongestPrompt = 2, TokenIds = 5, Answers = AnswerTokens.RightAndWrong)]
    private sealed class Truthful : Two;

    [DatasetMakes(Pairs = 1)]
    private sealed class TooMany : Two;

    [DatasetMakes(LongestPrompt = 1)]
    private sealed class TooLong : Two;

    [DatasetMakes(TokenIds = 4)]
    private sealed class StrayTokens : Two;

    [DatasetMakes(Answers = AnswerTokens.None)]
    private sealed class Unanswering : Two;

    [DatasetMakes(Corrupted = false)]
    private sealed class Corrupting : Two;

    [DatasetNeeds(Size = 2, Context = 7, Vocabulary = 8, OutputVocabulary = 9)]
    private sealed class Needing : IDataset
    {
        public PromptPairs Make(DatasetRequest request) => throw new PromptException("reached");
    }

    [MetricNeeds(AnswerTokens.None)]
    private sealed class Contradictory : Loss
    {
        public override string Name => "contradictory";

        public override bool NeedsAnswers => true;

        public override TorchSharp.torch.Tensor Measure(TorchSharp.torch.Tensor logits, Target target) => logits;
    }
}
