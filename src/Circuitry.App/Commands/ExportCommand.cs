using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Writes a circuit that an earlier run has saved in another format.</summary>
internal static class ExportCommand
{
    public static Command Make(ProgramContext program)
    {
        var file = new Argument<string>("file")
        {
            Description = "A circuit.json that 'run' or 'features' has written, such as results/reverse/circuit.json.",
            HelpName = "file",
        };
        var format = ShowCommand.Format(program.Experiments);
        format.Required = true;
        var to = new Option<string?>("--to")
        {
            Description = "The file to write; without it, one of the format's name next to the circuit.",
            HelpName = "file",
        };
        var command = new Command(
            "export",
            "Write a circuit from its file in another format: for a drawing, another tool or a page."
        )
        {
            file,
            format,
            to,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
                Export(
                    parsed.GetRequiredValue(file),
                    ShowCommand.Find(program.Experiments, parsed.GetRequiredValue(format))!,
                    parsed.GetValue(to),
                    program.Open(parsed)
                )
            )
        );
        return command;
    }

    private static int Export(string file, CircuitFormat format, string? to, IScreen screen)
    {
        var view = new CircuitView(CircuitJson.Read(file));
        var path = to ?? Path.Combine(Path.GetDirectoryName(file) ?? "", format.FileName);
        if (Path.GetFullPath(path) == Path.GetFullPath(file))
        {
            throw new CommandException($"{path} is the circuit itself; say where to write with --to");
        }

        format.WriteFile(view, path);
        screen.Rows([(path, format.Contents)]);
        screen.Document("export", () => new() { ["file"] = path, ["kind"] = format.Name });
        return ExitCode.Done;
    }
}
