using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Prints a circuit that an earlier run has written.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file")
        {
            Description = "A circuit.json that 'run' has written, such as results/reverse/circuit.json.",
        };
        var command = new Command(
            "show",
            "Print a circuit from its file: what was declared, the units with their scores, the tree from the logits back, "
                + "and the metric of the full model, the circuit and the empty circuit."
        )
        {
            file,
        };
        command.SetAction(parsed => Failures.Guard(() => Show(parsed.GetRequiredValue(file))));
        return command;
    }

    private static int Show(string file)
    {
        var circuit = CircuitJson.Read(file);
        var screen = Screen.Open();
        screen.Heading(circuit.Provenance.Declaration.Experiment);
        screen.Rows(CircuitSummary.Rows(circuit));
        screen.Circuit(circuit);
        return ExitCode.Done;
    }
}
