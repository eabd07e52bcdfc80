namespace Circuitry.Experiments.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("run", "porportion", "did you mean 'proportion'? There are: gpt2-greater-than, gpt2-ioi")]
    [InlineData("train", "primmer", "did you mean 'primer'? There are: induction, primer, primer-dictionaries")]
    public void An_unknown_name_suggests_the_nearest_and_lists_all(string command, string name, string says)
    {
        var outcome = _program.Run(command, name);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("--treshold", "run", "reverse", "--treshold", "0.1")]
    [InlineData("'small'", "run", "reverse", "--threshold", "small")]
    [InlineData("'NaN'", "run", "reverse", "--threshold", "NaN")]
    [InlineData("run", "run")]
    [InlineData("dance", "dance")]
    [InlineData("show", "show")]
    public void Wrong_usage_is_named_on_standard_error(string named, params string[] arguments)
    {
        var outcome = _program.Run(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(named, outcome.Error);
        Assert.Contains("--help", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Theory]
    [InlineData("nowhere.json: expected a file, found no such file", "show", "nowhere.json")]
    [InlineData("device 'abacus'", "run", "reverse", "--device", "abacus")]
    [InlineData("nothing to train", "train", "reverse")]
    public void A_failure_is_one_line_on_standard_error(string says, params string[] arguments)
    {
        var outcome = _program.Run(arguments);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(says, outcome.Error);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }
}
