using System.CommandLine;

namespace Circuitry.App;

/// <summary>Shows what a model reads and how it answers.</summary>
internal static class PromptsCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<ExperimentEntry>(program, "The experiment; 'list' shows them.");
        var pairs = CommonOptions.Number("--pairs", "How many pairs are shown.", 10);
        var command = new Command(
            "prompts",
            "Show an experiment's prompts in readable tokens, their answers and what the model says, its accuracy, and what looks wrong."
        )
        {
            name,
            pairs,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<ExperimentEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                using var loaded = LoadedExperiment.Of(
                    entry,
                    options.Request(entry, parsed, screen, program.Cancellation)
                );
                var preview =
                    loaded.Preview
                    ?? throw new CommandException(
                        $"{entry.Name} is a probe on texts with labels, and has no pairs of prompts; 'check {entry.Name}' looks at it"
                    );
                preview.Print(screen, parsed.GetRequiredValue(pairs));
                screen.Document("prompts", () => preview.ToJson(parsed.GetRequiredValue(pairs)));
                return ExitCode.Done;
            })
        );
        return command;
    }
}
