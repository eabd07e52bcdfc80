using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Prints a circuit that an earlier run has saved.</summary>
internal static class ShowCommand
{
    public static Command Make(ProgramContext program)
    {
        var file = new Argument<string>("file")
        {
            Description = "A circuit.json that 'run' or 'features' has written, such as results/reverse/circuit.json.",
        };
        var format = Format(program.Experiments);
        var command = new Command(
            "show",
            "Print a circuit from its file: what was declared, the units with their scores, the tree from the logits back or the "
                + "edges between features, and the metric of the full model, the circuit and the empty circuit. With --format, the "
                + "text of a file of that format."
        )
        {
            file,
            format,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
                Show(program.Experiments, parsed.GetRequiredValue(file), parsed.GetValue(format), program.Open(parsed))
            )
        );
        return command;
    }

    /// <summary>The option that names a format of circuits.</summary>
    public static Option<string?> Format(ProgramExperiments program)
    {
        var format = new Option<string?>("--format")
        {
            Description =
                "Print the circuit in a format: "
                + string.Join("; ", program.Formats.Select(known => $"{known.Name}, {known.Contents}"))
                + ".",
            HelpName = "name",
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Find(program, token.Value) is null)
            {
                result.AddError($"there is no format '{token.Value}'; there are {string.Join(", ", program.Formats)}");
            }
        });
        format.CompletionSources.Add(_ =>
            program.Formats.Select(known => new System.CommandLine.Completions.CompletionItem(known.Name))
        );
        return format;
    }

    /// <summary>The format of a name; null when none has it.</summary>
    public static CircuitFormat? Find(ProgramExperiments program, string? name) =>
        program.Formats.FirstOrDefault(known => known.Name == name);

    private static int Show(ProgramExperiments program, string file, string? format, IScreen screen)
    {
        var view = new CircuitView(CircuitJson.Read(file));
        if (Find(program, format) is { } known)
        {
            // Names in files are checked to be printable when they are read.
            Console.Out.Write(known.ToText(view));
            return ExitCode.Done;
        }

        screen.Heading(view.Title);
        screen.Rows(view.Summary);
        screen.Circuit(view);
        screen.Document("show", () => new() { ["circuit"] = JsonNode.Parse(CircuitJson.ToText(view.Circuit)) });
        return ExitCode.Done;
    }
}
