using System.CommandLine;

namespace Circuitry.App;

/// <summary>Trains the model of an experiment.</summary>
internal static class TrainCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = ModelName(program.Experiments);
        var steps = Steps();
        var output = Out();
        var device = CommonOptions.Device();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "train",
            "Train a model from scratch and replace its weights, which ship and need no training to be used. Models that are compiled "
                + "from a program cannot be trained. A training that is stopped leaves a checkpoint next to the weights, from which --resume continues."
        )
        {
            name,
            steps,
            output,
            device,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
                Train(
                    Find(program.Experiments, parsed.GetRequiredValue(name)),
                    parsed.GetValue(steps),
                    parsed.GetValue(output),
                    parsed.GetRequiredValue(device),
                    parsed.GetValue(resume),
                    ProgramContext.Resuming(parsed),
                    program.Open(parsed),
                    program.Cancellation
                )
            )
        );
        return command;
    }

    private static Argument<string> ModelName(ProgramExperiments program)
    {
        string[] names = [.. program.Trainings.Select(training => training.Name)];
        var name = new Argument<string>("name")
        {
            Description =
                names.Length == 0
                    ? "What to train; a class with [Training] is one."
                    : $"What to train: {string.Join(" or ", names)}.",
            HelpName = "name",
        };
        name.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && !names.Contains(token.Value)
                && program.Find<ExperimentEntry>(token.Value) is null
            )
            {
                result.AddError(
                    names.Length == 0
                        ? $"there is no training '{token.Value}', nor any other; a class with [Training] is one"
                        : $"there is no model '{token.Value}'; did you mean '{names.MinBy(known => EditDistance.Between(token.Value, known))}'? There are: {string.Join(", ", names)}"
                );
            }
        });
        name.CompletionSources.Add(_ =>
            names.Select(known => new System.CommandLine.Completions.CompletionItem(known))
        );
        return name;
    }

    /// <summary>The training of a name, or of an experiment's model.</summary>
    /// <exception cref="CommandException">The model of the experiment is not trained here.</exception>
    private static TrainingEntry Find(ProgramExperiments program, string name)
    {
        if (program.Trainings.FirstOrDefault(training => training.Name == name) is { } training)
        {
            return training;
        }

        var entry = program.Find<ExperimentEntry>(name)!;
        return program.Trainings.FirstOrDefault(known => known.Place == entry.Weights)
            ?? throw new CommandException(
                entry.MakesWeights
                    ? $"the model of {name} is made by the program, so there is nothing to train; 'run {name}' uses it as it is"
                    : $"{entry.Declaration.Model} was trained elsewhere, and its training does not ship; 'run {name}' uses its published weights"
            );
    }

    private static int Train(
        TrainingEntry model,
        int? steps,
        string? output,
        string device,
        bool resume,
        string command,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Heading($"training {model.Name}");
        using var folder = output is null ? ResultFolder.Open(model.Folder) : ResultFolder.Open(output, model.Name);
        var request = new TrainingRequest
        {
            Device = TorchRuntime.ParseDevice(device),
            Folder = folder.Path,
            Steps = steps,
            Report = screen.Line,
            Cancellation = cancellation,
        };
        return new Resumption
        {
            Checkpoints = [request.Checkpoint],
            Resume = resume,
            Command = command,
        }.Run(
            screen,
            () =>
            {
                model.Train(request);
                screen.Line($"written to {folder.Path}");
                screen.Document("train", () => new() { ["trained"] = model.Name, ["folder"] = folder.Path });
                return ExitCode.Done;
            }
        );
    }

    private static Option<int?> Steps()
    {
        var steps = new Option<int?>("--steps")
        {
            Description = "The number of steps; without it, as many as made the weights that ship.",
            HelpName = "number",
        };
        steps.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.Tokens is [_] && result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--steps must be a whole number of 1 or more");
            }
        });
        return steps;
    }

    private static Option<string?> Out() =>
        new("--out")
        {
            Description = "The folder for the weights; without it, those from which the program reads are replaced.",
            HelpName = "folder",
        };
}
