namespace Circuitry.Generators.Tests;

/// <summary>Experiments whose parts are doubled, contradictory, of the wrong kind, or do not fit each other.</summary>
public sealed class PartTests
{
    private const string Attributes = Experiments.Attributes;

    [Fact]
    public async Task CIR020_a_part_that_stands_twice()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Complete.Replace(
                "[Granularity(",
                "[{|CIR020:Model<Other>|}, {|CIR020:Metric<KlDivergence>|}]\n[Granularity(",
                StringComparison.Ordinal
            ) + Experiments.Toy.Replace("class Toy", "class Other", StringComparison.Ordinal)
        );

        Assert.Equal("'Study1' has [Model] twice; remove one", messages[0]);
    }

    [Fact]
    public async Task CIR021_a_model_that_is_an_experiment()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Toy
                + Experiments.Pairs
                + "[Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)]"
                + Attributes
                + "public sealed partial class {|CIR021:Study1|};"
        );

        Assert.Equal(
            ["'Study1' has [Transformer] and [Experiment]; declare two classes and name the model in [Model<...>]"],
            messages
        );
    }

    [Fact]
    public async Task CIR022_parts_without_an_experiment()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Toy + "[{|CIR022:Model<Toy>|}, Metric<KlDivergence>] public sealed partial class Study1;"
        );

        Assert.Equal(
            [
                "'Study1' has [Model<...>], [Metric<...>] and no [Experiment], so that nothing is emitted; add [Experiment]",
            ],
            messages
        );
    }

    [Fact]
    public async Task CIR023_a_split_of_nodes()
    {
        var messages = await Marked.ExpectAsync(
            Study("Granularity.Edge)", "Granularity.Node, {|CIR023:SplitQueryKeyValue = true|})")
        );

        Assert.Equal(
            [
                "SplitQueryKeyValue of 'Study1' has no effect: a removed node is removed for query, key and value alike; remove it",
            ],
            messages
        );
    }

    [Fact]
    public async Task CIR023_a_split_of_positions_that_are_not_learned()
    {
        var messages = await Marked.ExpectAsync(
            Study("Granularity.Edge)", "Granularity.Edge, {|CIR023:SplitEmbedding = true|})")
                .Replace(
                    "Vocabulary = 5",
                    "Vocabulary = 5, Positions = PositionEmbedding.Rotary",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal(
            [
                "SplitEmbedding of 'Study1' has no effect: the positions of 'Toy' are Rotary, not learned vectors; remove it",
            ],
            messages
        );
    }

    [Fact]
    public Task A_split_that_has_an_effect_is_right() =>
        Marked.ExpectAsync(
            Study("Granularity.Edge)", "Granularity.Edge, SplitEmbedding = true, SplitQueryKeyValue = false)")
        );

    [Theory]
    [InlineData("Dataset<KlDivergence>", "is a metric; a data set implements IDataset")]
    [InlineData("Dataset<Toy>", "does not implement IDataset")]
    [InlineData("Dataset<NoConstructor>", "has no public constructor without parameters")]
    [InlineData("Metric<Pairs>", "is a data set; a metric derives from Loss, Divergence or Gain")]
    [InlineData("Metric<Gain>", "is abstract; name a class that can be made")]
    [InlineData("Metric<Toy>", "does not derive from Loss, Divergence or Gain")]
    public async Task CIR024_a_class_of_the_wrong_kind(string part, string problem)
    {
        var kind = part[..part.IndexOf('<', StringComparison.Ordinal)];
        var named = part[(kind.Length + 1)..^1];
        var messages = await Marked.ExpectAsync(
            Experiments
                .Complete.Replace(
                    "Dataset<Pairs>(Size = 7, Seed = 3)",
                    Mark("Dataset", "Dataset<Pairs>"),
                    StringComparison.Ordinal
                )
                .Replace("Metric<KlDivergence>", Mark("Metric", "Metric<KlDivergence>"), StringComparison.Ordinal)
                + """
                public sealed class NoConstructor(int size) : IDataset
                {
                    public int Size => size;

                    public PromptPairs Make(DatasetRequest request) => throw new PromptException("none");
                }
                """
        );

        Assert.Equal([$"The experiment 'Study1' names '{named}' in [{kind}<...>], which {problem}"], messages);

        string Mark(string wanted, string right) => wanted == kind ? $"{{|CIR024:{part}|}}" : right;
    }

    [Fact]
    public async Task CIR025_an_experiment_that_is_more_visible_than_its_model()
    {
        var messages = await Marked.ExpectAsync(
            Experiments
                .Complete.Replace(
                    "public sealed partial class Toy",
                    "internal sealed partial class Toy",
                    StringComparison.Ordinal
                )
                .Replace("Model<Toy>", "{|CIR025:Model<Toy>|}", StringComparison.Ordinal)
        );

        Assert.Equal(
            [
                "The experiment 'Study1' is public and its model 'Toy' is internal; make them equally visible, "
                    + "because the experiment's members show the model",
            ],
            messages
        );
    }

    [Fact]
    public void An_internal_experiment_on_an_internal_model_compiles() =>
        Assert.Empty(
            Project
                .Of(
                    Experiments.Complete.Replace(
                        "public sealed partial",
                        "internal sealed partial",
                        StringComparison.Ordinal
                    )
                )
                .Generate()
                .Errors
        );

    [Theory]
    [InlineData("AnswerLoss", "None", "answer tokens", "none", "KlDivergence or MeanSquaredError")]
    [InlineData("LogitDifference", "None", "right and wrong answer tokens", "none", "KlDivergence or MeanSquaredError")]
    [InlineData(
        "ProbabilityDifference",
        "Right",
        "right and wrong answer tokens",
        "right ones only",
        "AnswerLoss or KlDivergence"
    )]
    public async Task CIR026_a_metric_without_its_answers(
        string metric,
        string made,
        string needed,
        string found,
        string use
    )
    {
        var messages = await Marked.ExpectAsync(
            Dataset($"[DatasetMakes(Answers = AnswerTokens.{made})]")
                .Replace("Metric<KlDivergence>", $"{{|CIR026:Metric<{metric}>|}}", StringComparison.Ordinal)
        );

        Assert.Equal(
            [
                $"The metric '{metric}' needs {needed}, and 'Pairs' makes pairs with {found}; use {use}, or another data set",
            ],
            messages
        );
    }

    [Theory]
    [InlineData("KlDivergence", "None")]
    [InlineData("AnswerLoss", "Right")]
    [InlineData("LogitDifference", "RightAndWrong")]
    [InlineData("LogitDifference", "Unsaid")]
    public Task A_metric_with_its_answers_is_right(string metric, string made) =>
        Marked.ExpectAsync(
            Dataset($"[DatasetMakes(Answers = AnswerTokens.{made})]")
                .Replace("Metric<KlDivergence>", $"Metric<{metric}>", StringComparison.Ordinal)
        );

    [Fact]
    public async Task CIR027_interchange_without_corrupted_prompts()
    {
        var source = Dataset("[DatasetMakes(Corrupted = false)]");
        await Marked.ExpectAsync(source);

        var messages = await Marked.ExpectAsync(
            source.Replace(
                "Corruption(Ablation.Mean)",
                "{|CIR027:Corruption(Ablation.Interchange)|}",
                StringComparison.Ordinal
            )
        );
        Assert.StartsWith("'Pairs' makes clean prompts only", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DatasetMakes(TokenIds = 6)", "'Pairs' makes token ids up to 5, and 'Toy' reads 5")]
    [InlineData("DatasetNeeds(Vocabulary = 9)", "'Pairs' needs 9 tokens, and 'Toy' reads 5")]
    [InlineData("DatasetNeeds(OutputVocabulary = 6)", "'Pairs' needs logits of 6 tokens, and 'Toy' writes 5")]
    public Task CIR028_tokens_that_the_model_does_not_have(string attribute, string message) =>
        ExpectDataset(attribute, "CIR028", message + "; use the model and the data set that belong together");

    [Theory]
    [InlineData(
        "DatasetMakes(LongestPrompt = 5)",
        "'Pairs' makes prompts that fill a context of 5 tokens, and 'Toy' has 4"
    )]
    [InlineData("DatasetNeeds(Context = 6)", "'Pairs' needs a context of 6 tokens, and 'Toy' has 4")]
    public Task CIR029_prompts_that_are_too_long(string attribute, string message) =>
        ExpectDataset(attribute, "CIR029", message + "; use shorter prompts or a model that reads longer ones");

    [Theory]
    [InlineData("(Seed = 3)", "as many pairs as there are, because it draws them")]
    [InlineData("({|CIR030:Size = 1|}, Seed = 3)", "one pair")]
    [InlineData("({|CIR030:Size = -1|})", "-1 pairs")]
    public async Task CIR030_a_size_that_a_data_set_cannot_make(string arguments, string asked)
    {
        var part = "Dataset<Pairs>" + arguments;
        var messages = await Marked.ExpectAsync(
            Dataset("[DatasetNeeds(Size = 2)]")
                .Replace(
                    "Dataset<Pairs>(Size = 7, Seed = 3)",
                    part.Contains("{|", StringComparison.Ordinal) ? part : $"{{|CIR030:{part}|}}",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal([$"'Pairs' cannot make {asked}; ask for 2 or more with Size"], messages);
    }

    [Fact]
    public Task What_fits_to_the_last_token_is_right() =>
        Marked.ExpectAsync(
            Dataset(
                "[DatasetMakes(LongestPrompt = 4, TokenIds = 5), DatasetNeeds(Size = 7, Context = 4, Vocabulary = 5, OutputVocabulary = 5)]"
            )
        );

    [Fact]
    public void What_does_not_fit_is_emitted_all_the_same_because_other_prompts_can_be_given() =>
        Assert.Equal(4, Project.Of(Dataset("[DatasetMakes(TokenIds = 6)]")).Generate().CompilesCleanly().Files.Count);

    private static string Study(string from, string to) =>
        Experiments.Complete.Replace(from, to, StringComparison.Ordinal);

    private static string Dataset(string attribute) =>
        Study("public sealed class Pairs", attribute + "\npublic sealed class Pairs");

    private static async Task ExpectDataset(string attribute, string id, string message)
    {
        var messages = await Marked.ExpectAsync(
            Dataset($"[{attribute}]")
                .Replace(
                    "Dataset<Pairs>(Size = 7, Seed = 3)",
                    $"{{|{id}:Dataset<Pairs>(Size = 7, Seed = 3)|}}",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal([message], messages);
    }
}
