namespace Circuitry.Experiments.Tests;

public sealed class FeatureProgramTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public FeatureProgramTests() => _program.Environment["OMP_NUM_THREADS"] = "1";

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Features_leaves_a_circuit_its_page_and_its_curves()
    {
        var outcome = _program.Run("features", "--nodes", "20");

        Assert.Empty(outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"features +1?\d at \d+ sites", outcome.Output);
        var folder = _program.PathOf("results", "primer-agreement-features");
        Assert.Equal(
            [
                "circuit.dot",
                "circuit.html",
                "circuit.json",
                "circuit.txt",
                "curves.json",
                "curves.svg",
                "evidence.json",
            ],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order()
        );
        Assert.Equal(20, CircuitJson.Read(Path.Combine(folder, "circuit.json")).Kept.Count);
        Assert.Contains("<mark", File.ReadAllText(Path.Combine(folder, "circuit.html")));
    }

    [Fact]
    public void A_judgement_file_is_written_and_asked_for()
    {
        var outcome = _program.Run("shift", "--judgements", "judged.json");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("judgements are missing for 100 of 100 features: open judged.json", outcome.Error);
        Assert.Contains("\"judgement\": null", File.ReadAllText(_program.PathOf("judged.json")));
    }

    [Theory]
    [InlineData("features", "--nodes", "0", "--nodes must be a whole number of 1 or more, and is '0'")]
    [InlineData("pipeline", "--texts", "0", "--texts must be a whole number of 1 or more, and is '0'")]
    [InlineData("pipeline", "--contexts", "1", "--contexts must be a whole number of 2 or more, and is '1'")]
    [InlineData("shift", "--seeds", "some", "--seeds must be a whole number of 1 or more, and is 'some'")]
    public void Numbers_that_are_none_are_refused(string command, string option, string value, string says)
    {
        var outcome = _program.Run(command, option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
    }
}
