namespace Circuitry.Experiments.Tests;

/// <summary>What a run takes instead of what is declared stands in its provenance, and is held to the rules of declarations.</summary>
public sealed class ChoiceTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void What_is_declared_is_not_called_given()
    {
        var provenance = Run("induction", "--size", "100", "--seed", "0", "--metric", "LogitDifference");

        Assert.Equal((null, null, null), (provenance.GivenPrompts, provenance.GivenMetric, provenance.GivenAblation));
    }

    [Fact]
    public void A_size_a_seed_a_metric_and_an_ablation_are_taken_and_told()
    {
        var provenance = Run(
            "induction",
            "--size",
            "20",
            "--seed",
            "3",
            "--metric",
            "AnswerLoss",
            "--ablation",
            "mean",
            "--threshold",
            "0.5"
        );

        Assert.Equal("InductionPrompts, 20 pairs, seed 3", provenance.GivenPrompts);
        Assert.Contains("AnswerLoss", provenance.GivenMetric, StringComparison.Ordinal);
        Assert.Equal("Mean", provenance.GivenAblation);
        Assert.Equal(20, provenance.Prompts);
        Assert.Equal("Interchange", provenance.Declaration.Ablation);
    }

    [Fact]
    public void Prompts_of_a_file_are_named_by_it_and_hashed_and_never_called_the_data_set()
    {
        var file = _program.PathOf("mine.json");
        File.WriteAllText(
            file,
            PromptPairsJson.Write(
                PromptPairs.Of(Induction.MakePrompts(choices: new ExperimentChoices { Size = 6, Seed = 9 }).Pairs)
            )
        );

        var provenance = Run("induction", "--prompts", "mine.json");

        Assert.Equal("read from mine.json", provenance.GivenPrompts);
        Assert.Equal(PromptPairsJson.Read(file).Hash, provenance.DataHash);
        Assert.Equal(6, provenance.Prompts);
        var shown = _program.Run("show", Path.Combine("results", "induction", "circuit.json"));
        Assert.Matches("data set +read from mine.json", shown.Output);
    }

    [Theory]
    [InlineData(2, "there is no metric 'Logits'; did you mean", "run", "induction", "--metric", "Logits")]
    [InlineData(2, "there is no ablation 'Noise'", "run", "induction", "--ablation", "Noise")]
    [InlineData(2, "there is no algorithm 'Guess'", "run", "induction", "--algorithm", "Guess")]
    [InlineData(2, "--size must be a whole number of 0 or more", "run", "induction", "--size=-3")]
    [InlineData(
        1,
        "--threshold does not belong to EdgeAttributionPatching",
        "run",
        "induction",
        "--algorithm",
        "EAP",
        "--threshold",
        "1"
    )]
    [InlineData(1, "--keep does not belong to Acdc", "run", "induction", "--keep", "5")]
    [InlineData(1, "give it with --threshold, such as", "run", "induction", "--algorithm", "SubnetworkProbing")]
    [InlineData(
        1,
        "EdgeAttributionPatching does not suit PrimerIndirectObject",
        "run",
        "primer-ioi",
        "--algorithm",
        "EAP"
    )]
    [InlineData(1, "nowhere.csv", "run", "induction", "--prompts", "nowhere.csv")]
    [InlineData(1, "leave out --seed", "run", "induction", "--prompts", "mine.csv", "--seed", "2")]
    [InlineData(1, "--counterfactual names a member", "run", "induction", "--counterfactual", "x")]
    [InlineData(
        2,
        "is an experiment on features, which this command does not take",
        "run",
        "primer-agreement-features"
    )]
    public void What_does_not_go_is_refused_before_a_search(int code, string says, params string[] arguments)
    {
        var outcome = _program.Run(arguments);

        Assert.Equal(code, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.False(Directory.Exists(_program.PathOf("results")));
    }

    [Theory]
    [InlineData("EdgeAttributionPatching", "--keep", "5")]
    [InlineData("ExactEffects", "--faithfulness", "0.8")]
    [InlineData("IntegratedGradients", "--keep", "10")]
    [InlineData("HeadImportance", "--faithfulness", "0.5")]
    [InlineData("EdgePruning", "--threshold", "0.9")]
    public void Any_algorithm_finds_a_circuit(string algorithm, string option, string value)
    {
        var provenance = Run("induction", "--size", "10", "--algorithm", algorithm, option, value);

        Assert.NotEqual("ACDC", provenance.Method.Name);
    }

    private CircuitProvenance Run(string name, params string[] arguments)
    {
        var outcome = _program.Run(["run", name, .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return CircuitJson.Read(_program.PathOf("results", name, "circuit.json")).Provenance;
    }
}
