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
        var format = Format();
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
        command.SetAction(parsed => Failures.Guard(() => Show(parsed.GetRequiredValue(file), parsed.GetValue(format))));
        return command;
    }

    private static Option<string?> Format()
    {
        var format = new Option<string?>("--format")
        {
            Description =
                "Print the circuit in a format: "
                + string.Join("; ", ResultFiles.Formats.Select(known => $"{known.Name}, {known.Contents}"))
                + ".",
            HelpName = "name",
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Find(token.Value) is null)
            {
                result.AddError(
                    $"there is no format '{token.Value}'; there are {string.Join(", ", ResultFiles.Formats)}"
                );
            }
        });
        format.CompletionSources.Add(_ =>
            ResultFiles.Formats.Select(known => new System.CommandLine.Completions.CompletionItem(known.Name))
        );
        return format;
    }

    private static CircuitFormat? Find(string? name) => ResultFiles.Formats.FirstOrDefault(known => known.Name == name);

    private static int Show(string file, string? format)
    {
        var view = new CircuitView(CircuitJson.Read(file));
        if (Find(format) is { } known)
        {
            // Names in files are checked to be printable when they are read.
            Console.Out.Write(known.ToText(view));
            return ExitCode.Done;
        }

        var screen = Screen.Open();
        screen.Heading(view.Title);
        screen.Rows(view.Summary);
        screen.Circuit(view);
        return ExitCode.Done;
    }
}
