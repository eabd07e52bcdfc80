namespace Circuitry.Experiments.Tests;

public sealed class CompareTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_comparison_prints_a_table_and_leaves_json_and_curves()
    {
        var outcome = _program.Run(
            "compare",
            "induction",
            "--algorithms",
            "EdgeAttributionPatching",
            "ExactEffects",
            "HeadImportance"
        );

        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"exact +0\.\d+ +0\.\d+ +\d+ +1\.000 +1\.000 +1\.000", outcome.Output);
        Assert.Equal(
            ["comparison.json", "comparison.txt", "faithfulness.svg", "roc.edges.svg", "roc.nodes.svg"],
            Directory.GetFiles(_program.PathOf("results", "induction")).Select(Path.GetFileName).Order()
        );
        // One legend each, of the three that took part.
        var drawing = File.ReadAllText(_program.PathOf("results", "induction", "roc.edges.svg"));
        Assert.Equal(2, drawing.Split("HISP").Length);
        Assert.Empty(Directory.GetDirectories(_program.PathOf("results", "induction")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("7")]
    [InlineData("")]
    public void An_algorithm_that_is_none_is_refused_with_those_that_there_are(string algorithm)
    {
        var outcome = _program.Run("compare", "proportion", "--algorithms", "acdc", algorithm);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(
            $"there is no algorithm '{algorithm}'; there are: Acdc, CleanCorrupted, EdgeAttributionPatching, ",
            outcome.Error
        );
        Assert.False(Directory.Exists(_program.PathOf("results")));
    }

    [Fact]
    public void An_algorithm_that_does_not_suit_is_refused_with_those_that_do()
    {
        var outcome = _program.Run("compare", "proportion", "--algorithms", "EdgeAttributionPatching");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("EdgeAttributionPatching does not suit Proportion", outcome.Error);
        Assert.Contains("IntegratedGradients", outcome.Error);
    }

    [Fact]
    public void Two_circuits_are_told_apart()
    {
        _program.Run("run", "proportion", "--out", "first");
        _program.Run("run", "proportion", "--out", "second", "--threshold", "0.1");

        var outcome = _program.Run(
            "diff",
            Path.Combine("first", "proportion", "circuit.json"),
            Path.Combine("second", "proportion", "circuit.json")
        );

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches("in both +3", outcome.Output);
        Assert.Matches("only in the first +2", outcome.Output);
        Assert.Matches(@"Jaccard +0\.6", outcome.Output);
        Assert.Contains("tok->m0", outcome.Output);
    }

    [Fact]
    public void Circuits_of_different_graphs_are_not_compared()
    {
        _program.Run("run", "proportion");
        _program.Run("run", "reverse");

        var outcome = _program.Run(
            "diff",
            Path.Combine("results", "proportion", "circuit.json"),
            Path.Combine("results", "reverse", "circuit.json")
        );

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("the second circuit's units belong to", outcome.Error);
    }
}
