namespace Circuitry.Experiments.Tests;

public sealed class RunTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Without_a_command_the_experiments_on_the_smallest_models_run_and_leave_their_files()
    {
        var outcome = _program.Run();

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        foreach (var name in new[] { "reverse", "proportion" })
        {
            Assert.Equal(
                ["circuit.dot", "circuit.html", "circuit.json", "circuit.txt"],
                Directory.GetFiles(_program.PathOf("results", name)).Select(Path.GetFileName).Order()
            );
        }

        Assert.Equal(
            CircuitApp
                .Experiments.All.OfType<GraphEntry>()
                .Where(entry => entry.IsComplete && !entry.OnlyByName)
                .Select(entry => entry.Name)
                .Order(),
            Directory.GetDirectories(_program.PathOf("results")).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void A_run_prints_declaration_circuit_metric_and_files()
    {
        var outcome = _program.Run("run", "proportion", "--out", "elsewhere");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches("ablation +Zero", outcome.Output);
        Assert.Contains("5 of 32 edges", outcome.Output);
        Assert.Matches("mean squared error, empty circuit +0.17059", outcome.Output);
        Assert.Matches(@"tok->m0 +0\.17059", outcome.Output);
        Assert.Contains("a1.h0<v>\n        m0  0.17059", outcome.Output);
        Assert.Contains(Path.Combine("elsewhere", "proportion", "circuit.json"), outcome.Output);
        Assert.Contains("no circuit.mib.json", outcome.Output);
        var circuit = CircuitJson.Read(_program.PathOf("elsewhere", "proportion", "circuit.json"));
        Assert.Equal(5, circuit.Kept.Count);
        Assert.Equal(
            CircuitDot.ToText(circuit),
            File.ReadAllText(_program.PathOf("elsewhere", "proportion", "circuit.dot"))
        );
    }

    [Fact]
    public void The_threshold_is_taken()
    {
        var outcome = _program.Run("run", "proportion", "--threshold", "0.1");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("3 of 32 edges", outcome.Output);
    }

    [Fact]
    public void Show_prints_what_run_has_written()
    {
        var run = _program.Run("run", "reverse");

        var show = _program.Run("show", Path.Combine("results", "reverse", "circuit.json"));

        Assert.Equal((0, 0), (run.ExitCode, show.ExitCode));
        var circuit = Between(run.Output, "\nunits\n", "\nfiles\n").TrimEnd();
        Assert.NotEmpty(circuit);
        Assert.Contains(circuit, show.Output);
        Assert.Contains("11 of 94 edges", show.Output);
    }

    [Theory]
    [InlineData("dot", "circuit.dot")]
    [InlineData("html", "circuit.html")]
    [InlineData("json", "circuit.json")]
    [InlineData("text", "circuit.txt")]
    public void Show_prints_every_format_that_run_has_written(string format, string file)
    {
        var folder = _program.PathOf("results", "proportion");
        _program.Run("run", "proportion");

        var show = _program.Run("show", Path.Combine(folder, "circuit.json"), "--format", format);

        Assert.Equal((0, ""), (show.ExitCode, show.Error));
        // What a program prints is read without its last line end.
        Assert.Equal(File.ReadAllText(Path.Combine(folder, file)).TrimEnd('\n'), show.Output.TrimEnd('\n'));
    }

    [Fact]
    public void Show_refuses_a_format_that_there_is_not_and_one_that_cannot_hold_the_circuit()
    {
        _program.Run("run", "proportion");
        var file = Path.Combine("results", "proportion", "circuit.json");

        var unknown = _program.Run("show", file, "--format", "pdf");
        var unfit = _program.Run("show", file, "--format", "mib");

        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("there is no format 'pdf'; there are json, dot, html, mib, text", unknown.Error);
        Assert.Equal((1, ""), (unfit.ExitCode, unfit.Output));
        Assert.Contains("cannot be written as mib: the exchange format has", unfit.Error);
    }

    [Fact]
    public void Show_names_a_unit_that_is_not_in_the_graph()
    {
        _program.Run("run", "proportion");
        var path = _program.PathOf("results", "proportion", "circuit.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tok->m0\"", "\"tok->m7\""));

        var outcome = _program.Run("show", path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("unit 'tok->m7'", outcome.Error);
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        var end = text.IndexOf(to, StringComparison.Ordinal);
        return start < 0 ? "" : text[start..(end < 0 ? text.Length : end)];
    }
}
