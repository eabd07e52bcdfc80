using System.CommandLine;
using Circuitry.Hub;

namespace Circuitry.App;

/// <summary>Fetches the configuration of a published model and prints how it is declared.</summary>
internal static class ConfigCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = new Argument<string>("name")
        {
            Description = "The model on the hub, such as openai-community/gpt2, or openai-community/gpt2@main.",
        };
        var project = new Option<string?>("--project")
        {
            Description =
                "The folder of a project: the configuration is written into a folder of the model's name in it. Without it, the "
                + "configuration stays in the Hugging Face cache.",
            HelpName = "folder",
        };
        var command = new Command(
            "config",
            "Fetch the config.json of a published model, and nothing else, and print the declaration to paste into a project. A "
                + "token is read from HF_TOKEN."
        )
        {
            name,
            project,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
                Print(
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(project),
                    program.Open(parsed),
                    program.Cancellation
                )
            )
        );
        return command;
    }

    private static int Print(string name, string? project, IScreen screen, CancellationToken cancellation)
    {
        var file = ModelHub.DownloadConfiguration(name, cancellation: cancellation);
        // What cannot be declared is said now, not when the project is built.
        _ = ArchitectureFile.Read(file.Path);
        var declaration = new ModelDeclaration(file.Revision!);
        var place = file.Path;
        if (project is not null)
        {
            place = Path.Combine(project, declaration.Config);
            Write(place, File.ReadAllText(file.Path));
        }

        var text = declaration.ToText(place, isInProject: project is not null);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            screen.Line(line);
        }

        screen.Document(
            "config",
            () =>
                new()
                {
                    ["file"] = place,
                    ["revision"] = file.Revision,
                    ["declaration"] = text,
                }
        );
        return ExitCode.Done;
    }

    /// <exception cref="CommandException">Another configuration is there.</exception>
    private static void Write(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) != text)
        {
            throw new CommandException($"{path} is another configuration; delete it, or give another --project");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteAllText(path, text);
    }
}
