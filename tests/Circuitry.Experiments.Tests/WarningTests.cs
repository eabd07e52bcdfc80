namespace Circuitry.Experiments.Tests;

/// <summary>Each nonsense that prompts can hold is said, naming the pair, and what is right stays silent.</summary>
public sealed class WarningTests : IDisposable
{
    private const string Silent = "nothing looks wrong";

    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("induction")]
    [InlineData("primer-ioi")]
    [InlineData("primer-agreement-features")]
    [InlineData("primer-professions")]
    [InlineData("reverse")]
    public void A_good_declaration_stays_silent(string name)
    {
        var outcome = _program.Run("check", name, "--strict");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(Silent, outcome.Output);
        Assert.DoesNotContain("warning", outcome.Output);
    }

    [Fact]
    public void Good_pairs_of_ones_own_stay_silent()
    {
        var outcome = Check(Enumerable.Range(0, 8).Select(i => Row(i)));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(Silent, outcome.Output);
        Assert.Contains("Mary", outcome.Output);
    }

    [Fact]
    public void A_corrupted_prompt_that_is_the_clean_one_is_named()
    {
        var outcome = Check(Enumerable.Range(0, 8).Select(i => i == 3 ? Row(i, corrupted: i) : Row(i)));

        Assert.Contains("the corrupted prompt of pair 3 is the clean one", outcome.Output);
    }

    [Fact]
    public void Clean_and_corrupted_that_are_swapped_are_named()
    {
        var outcome = Check(Enumerable.Range(0, 8).Select(i => i == 5 ? Swapped(i) : Row(i)));

        Assert.Contains("clean and corrupted of pair 5 look swapped", outcome.Output);
    }

    [Fact]
    public void A_model_that_is_no_better_than_chance_is_said()
    {
        // Two people of whom neither is in the prompt.
        var outcome = Check(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    i % 2 == 0 ? Row(i, answer: " Emma", wrong: " Laura") : Row(i, answer: " Laura", wrong: " Emma")
                )
        );

        Assert.Contains("the model is no better than chance", outcome.Output);
        Assert.Contains("first not so in pair ", outcome.Output);
    }

    [Fact]
    public void An_answer_without_its_leading_space_is_named()
    {
        // Primer repeats a row of tokens, and some of its words are tokens with and without a space in front.
        string[] words = ["sea", "moon", "king", "bird", "boat", "rain", "road", "snow"];
        var rows = words.Select(
            (word, i) =>
                $" fire gold {word} light fire gold, fire gold stone light fire gold,{(i == 2 ? "" : " ")}{word}, stone"
        );

        var outcome = _program.Run("check", "primer-induction", "--prompts", Write(rows));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("the answer 'king' of pair 2 lacks its leading space: the model says ' king'", outcome.Output);
    }

    [Fact]
    public void A_prompt_beyond_the_trained_positions_is_named()
    {
        var pairs = PromptPairs.Of([
            PromptPair.AtLastPosition([1, 2, 3], [1, 3, 3], 1, 2),
            PromptPair.AtLastPosition([1, 2, 3, 1, 2], [1, 3, 3, 1, 2], 1, 2),
        ]);
        var answered = new AnsweredPrompts(pairs, 1, [(1, 0.9), (1, 0.9)], [-0.1, -0.1], [-2, -2], [true, true]);

        IReadOnlyList<string> Warnings(int context) =>
            PromptWarnings.Of(
                Llama1B.Declared with
                {
                    Context = context,
                },
                answered,
                answered with
                {
                    Right = [-2, -2],
                    Wrong = [-0.1, -0.1],
                },
                new LogitDifference(),
                Ablation.Interchange,
                new TokenWords(null)
            );

        Assert.Empty(Warnings(context: 5));
        Assert.StartsWith("pair 1 is longer than the 4 positions", Assert.Single(Warnings(context: 4)));
    }

    [Theory]
    [InlineData(" Mary", " Mary", "the right and the wrong answers at position")]
    [InlineData(" Mary Rachel", " Rachel", " Mary Rachel")]
    public void Answers_that_cannot_be_measured_are_errors(string answer, string wrong, string says)
    {
        var file = Write([Row(0, answer: answer, wrong: wrong)]);

        var outcome = _program.Run("check", "primer-ioi", "--prompts", file, "--metric", "LogitDifference");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
    }

    [Fact]
    public void An_answer_that_is_a_wrong_one_too_is_named_where_the_metric_does_not_look()
    {
        var outcome = Check(Enumerable.Range(0, 8).Select(i => i == 4 ? Row(i, wrong: " Mary") : Row(i)));

        Assert.Contains("the right answer of pair 4 is also a wrong one", outcome.Output);
    }

    [Theory]
    [InlineData("1000", "nothing is kept")]
    [InlineData("-1000", "everything is kept")]
    public void A_threshold_that_keeps_everything_or_nothing_is_said(string threshold, string says)
    {
        var outcome = _program.Run("run", "proportion", $"--threshold={threshold}");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains($"warning: {says}", outcome.Output);
    }

    [Fact]
    public void Under_strict_nothing_is_searched_where_prompts_look_wrong()
    {
        var file = Write(Enumerable.Range(0, 8).Select(i => i == 5 ? Swapped(i) : Row(i)));

        var outcome = _program.Run("run", "primer-ioi", "--prompts", file, "--strict");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("pair 5 look swapped", outcome.Output);
        Assert.Contains("nothing was searched", outcome.Output);
        Assert.False(Directory.Exists(_program.PathOf("results")));
    }

    private Outcome Check(IEnumerable<string> rows) => _program.Run("check", "primer-ioi", "--prompts", Write(rows));

    private string Write(IEnumerable<string> rows)
    {
        var path = _program.PathOf("mine.csv");
        File.WriteAllText(path, "clean,corrupted,answer,wrong_answer\n" + string.Join('\n', rows) + "\n");
        return path;
    }

    private static readonly string[] Places =
    [
        "harbor",
        "museum",
        "bridge",
        "castle",
        "harbor",
        "museum",
        "bridge",
        "castle",
    ];

    private static string Prompt(int i, string giver) =>
        $"\"Later, Mary and Rachel walked to the {Places[i]}. {giver} handed a {(i < 4 ? "box" : "book")} to\"";

    private static string Row(int i, int? corrupted = null, string answer = " Mary", string wrong = " Rachel") =>
        $"{Prompt(i, "Rachel")},{Prompt(corrupted ?? i, corrupted is null ? "Mary" : "Rachel")},{answer},{wrong}";

    private static string Swapped(int i) => $"{Prompt(i, "Mary")},{Prompt(i, "Rachel")}, Mary, Rachel";
}
