using System.Text.Json.Nodes;

namespace Circuitry.Experiments.Tests;

/// <summary>With --json there is one document on standard output, whatever is asked for, errors included.</summary>
public sealed class JsonTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("list", "list")]
    [InlineData("doctor", "doctor")]
    [InlineData("prompts", "prompts", "primer-ioi", "--pairs", "2")]
    [InlineData("check", "check", "induction")]
    [InlineData("check", "check", "primer-professions")]
    [InlineData("run", "run", "proportion")]
    [InlineData("sweep", "sweep", "proportion")]
    [InlineData("compare", "compare", "proportion", "--algorithms", "ExactEffects")]
    [InlineData("error", "show", "nowhere.json")]
    [InlineData("error", "run", "nothing-of-the-kind")]
    public void A_command_prints_one_document_whose_first_member_is_its_format(string format, params string[] arguments)
    {
        var outcome = _program.Run([.. arguments, "--json"]);

        var document = JsonNode.Parse(outcome.Output)!.AsObject();
        Assert.Equal("format", document.First().Key);
        Assert.Equal($"circuitry.{format}/1", (string?)document["format"]);
        Assert.True(format == "error" ? document["message"] is not null : outcome.ExitCode == 0, outcome.Error);
    }

    [Fact]
    public void A_run_gives_the_circuit_and_files_that_show_diff_and_export_take()
    {
        var run = Document("run", "proportion");
        var file = (string)run["files"]![0]!["file"]!;

        Assert.Equal(5, run["circuit"]!["units"]!.AsArray().Count);
        Assert.Equal(1, (double)run["faithfulness"]!, 1e-6);
        Assert.Equal(
            JsonNode.Parse(File.ReadAllText(_program.PathOf(file)))!.ToJsonString(),
            Document("show", file)["circuit"]!.ToJsonString()
        );
        Assert.Equal(5, Document("diff", file, file)["in_both"]!.AsArray().Count);
        var exported = Document("export", file, "--format", "dot", "--to", "drawing.dot");
        Assert.Equal("drawing.dot", (string?)exported["file"]);
        Assert.Equal(
            File.ReadAllText(_program.PathOf("results", "proportion", "circuit.dot")),
            File.ReadAllText(_program.PathOf("drawing.dot"))
        );
    }

    [Fact]
    public void Export_writes_over_no_circuit()
    {
        var file = (string)Document("run", "proportion")["files"]![0]!["file"]!;

        var outcome = _program.Run("export", file, "--format", "json");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("is the circuit itself", outcome.Error);
    }

    [Fact]
    public void Quiet_leaves_out_progress_and_headings()
    {
        var outcome = _program.Run("run", "proportion", "--quiet");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("faithfulness", outcome.Output);
        Assert.DoesNotContain("readers", outcome.Output);
        Assert.DoesNotContain("\nfiles\n", outcome.Output);
    }

    [Fact]
    public void Completion_knows_commands_and_names()
    {
        Assert.Contains("primer-pronoun", _program.Run("[suggest:8]", "run prim").Output);
        Assert.Contains("EdgeAttributionPatching", _program.Run("[suggest:27]", "run induction --algorithm E").Output);
        foreach (var shell in new[] { "bash", "zsh", "fish", "pwsh" })
        {
            Assert.Contains("[suggest:", _program.Run("completion", shell).Output);
        }
    }

    private JsonObject Document(params string[] arguments)
    {
        var outcome = _program.Run([.. arguments, "--json"]);
        Assert.True(outcome.ExitCode == 0, outcome.Error + outcome.Output);
        return JsonNode.Parse(outcome.Output)!.AsObject();
    }
}
