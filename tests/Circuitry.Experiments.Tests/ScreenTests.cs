using Spectre.Console;

namespace Circuitry.Experiments.Tests;

public sealed class ScreenTests
{
    private readonly StringWriter _output = new();

    private string Output => _output.ToString();

    private IScreen Plain => new PlainScreen(_output);

    private IScreen Terminal =>
        new TerminalScreen(
            AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                    Interactive = InteractionSupport.No,
                    Out = new AnsiConsoleOutput(_output),
                }
            )
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_is_a_table_and_a_tree(bool terminal)
    {
        (terminal ? Terminal : Plain).Circuit(new CircuitView(SampleCircuits.OfSize(4)));

        Assert.Contains("input->m0", Output);
        Assert.Contains("-4", Output);
        Assert.Contains("no path to the logits", Output);
        Assert.DoesNotContain("left out", Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_too_large_to_read_is_shortened_and_says_so(bool terminal)
    {
        var circuit = SampleCircuits.OfSize(64);

        (terminal ? Terminal : Plain).Circuit(new CircuitView(circuit));

        Assert.Contains(circuit.Kept[63].Name, Output);
        Assert.DoesNotContain(circuit.Kept[0].Name, Output);
        Assert.Contains("4 weaker ones and the tree are left out", Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_circuit_with_edges_between_its_units_is_two_tables(bool terminal)
    {
        (terminal ? Terminal : Plain).Circuit(new CircuitView(SampleFeatureCircuits.Of("verbs")));

        Assert.Matches(@"resid_0/40 .*-0\.75", Output);
        Assert.Matches(@"embed/3 -> resid_0/40 .*0\.5", Output);
        Assert.DoesNotContain("logits", Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Brackets_in_what_is_printed_are_not_taken_for_colours(bool terminal)
    {
        var screen = terminal ? Terminal : Plain;

        screen.Heading("[red]title");
        screen.Line("[batch, position]");
        screen.Rows([("[name]", "[value]")]);

        Assert.Contains("[red]title", Output);
        Assert.Contains("[batch, position]", Output);
        Assert.Matches(@"\[name\] +\[value\]", Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_search_that_is_watched_returns_its_circuit_and_shows_how_far_it_came(bool terminal)
    {
        var circuit = SampleCircuits.OfSize(1);

        var watched = (terminal ? Terminal : Plain).Watch(progress =>
        {
            progress.Report(
                new Progress
                {
                    Stage = "ACDC",
                    Done = 17,
                    Total = 17,
                    Unit = "readers",
                    Readings = [new("tested", 55), new("kept", 11), new("metric", 0.5)],
                    Elapsed = TimeSpan.FromSeconds(75),
                    Left = TimeSpan.Zero,
                }
            );
            return circuit;
        });

        Assert.Same(circuit, watched);
        if (!terminal)
        {
            Assert.Equal("ACDC: 17 of 17 readers, tested 55, kept 11, metric 0.5, 1 min 15 s", Output.Trim());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_search_that_is_cancelled_says_so_to_whoever_watches(bool terminal)
    {
        Assert.Throws<OperationCanceledException>(() =>
            (terminal ? Terminal : Plain).Watch<Circuit>(_ => throw new OperationCanceledException())
        );
    }
}
