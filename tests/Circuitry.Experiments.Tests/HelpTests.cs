namespace Circuitry.Experiments.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void List_names_every_experiment_with_its_threshold()
    {
        var outcome = _program.Run("list");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("reverse", outcome.Output);
        Assert.Contains("proportion", outcome.Output);
        Assert.Contains("threshold 1E-05", outcome.Output);
        Assert.All(CircuitApp.Experiments.All, entry => Assert.Contains(entry.Name, outcome.Output));
        Assert.Contains("only by name", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("", "Without a command it runs every experiment", "--device <device>")]
    [InlineData("list", "List the experiments", "--help")]
    [InlineData("run", "run <name> [options]", "--threshold <number>")]
    [InlineData("run", "Download what is missing", "--download")]
    [InlineData("config", "Fetch the config.json", "--project <folder>")]
    [InlineData("show", "show <file> [options]", "circuit.json")]
    [InlineData("train", "train <name> [options]", "--device <device>")]
    [InlineData("dictionaries", "dictionaries [<name>] [options]", "--texts <number>")]
    [InlineData("features", "features [<name>] [options]", "--nodes <number>")]
    [InlineData("shift", "shift [<name>] [options]", "--judgements <file>")]
    [InlineData("pipeline", "pipeline [<name>] [options]", "--resume")]
    public void Help_says_what_a_command_does_and_takes(string command, string says, string takes)
    {
        string[] arguments = command.Length == 0 ? ["--help"] : [command, "--help"];

        var outcome = _program.Run(arguments);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(says, outcome.Output);
        Assert.Contains(takes, outcome.Output);
    }
}
