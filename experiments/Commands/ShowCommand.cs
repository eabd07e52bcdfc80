using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Prints a circuit that an earlier run has saved.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file")
        {
            Description = "A circuit.json that 'run' or 'features' has written, such as results/reverse/circuit.json.",
        };
        var command = new Command(
            "show",
            "Print a circuit from its file: what was declared, the units with their scores, the tree from the logits back or the "
                + "edges between features, and the metric of the full model, the circuit and the empty circuit."
        )
        {
            file,
        };
        command.SetAction(parsed => Failures.Guard(() => Show(parsed.GetRequiredValue(file))));
        return command;
    }

    private static int Show(string file)
    {
        var screen = Screen.Open();
        if (ResultKinds.Of(file) == ResultKind.FeatureCircuit)
        {
            Show(FeatureCircuitJson.Read(file), screen);
            return ExitCode.Done;
        }

        var circuit = CircuitJson.Read(file);
        screen.Heading(circuit.Provenance.Declaration.Experiment);
        screen.Rows(CircuitSummary.Rows(circuit));
        screen.Circuit(circuit);
        return ExitCode.Done;
    }

    private static void Show(FeatureCircuit circuit, IScreen screen)
    {
        var experiment = circuit.Provenance.Experiment;
        screen.Heading(experiment.Length > 0 ? experiment : "circuit of features");
        screen.Rows(FeatureCircuitSummary.Rows(circuit));
        Show(
            "node",
            circuit
                .Nodes.OrderByDescending(scored => Math.Abs(scored.Score))
                .Select(scored => (scored.Node.ToString(), scored.Score)),
            circuit.Nodes.Count,
            screen
        );
        Show(
            "edge",
            circuit
                .Edges.OrderByDescending(edge => Math.Abs(edge.Weight))
                .Select(edge => (edge.ToString(), edge.Weight)),
            circuit.Edges.Count,
            screen
        );
    }

    private static void Show(string what, IEnumerable<(string Name, double Weight)> ranked, int all, IScreen screen)
    {
        screen.Table(
            [what, "score"],
            [
                .. ranked
                    .Take(Screen.MostUnits)
                    .Select(one => (IReadOnlyList<string>)[one.Name, CircuitText.Number(one.Weight)]),
            ]
        );
        if (all > Screen.MostUnits)
        {
            screen.Line(
                FormattableString.Invariant(
                    $"{all - Screen.MostUnits} weaker ones are left out here; the files have them"
                )
            );
        }
    }
}
