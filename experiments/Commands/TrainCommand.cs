using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Trains the model of an experiment.</summary>
internal static class TrainCommand
{
    public static Command Make(Interrupt interrupt)
    {
        var name = ModelName();
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
                    Find(parsed.GetRequiredValue(name)),
                    parsed.GetValue(steps),
                    parsed.GetValue(output),
                    parsed.GetRequiredValue(device),
                    parsed.GetValue(resume),
                    interrupt.Token
                )
            )
        );
        return command;
    }

    private static Argument<string> ModelName()
    {
        var name = new Argument<string>("name")
        {
            Description = $"The model: {string.Join(" or ", Names)}.",
            HelpName = "name",
        };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Names.Concat(Experiments).Contains(token.Value))
            {
                result.AddError(Unknown(token.Value));
            }
        });
        name.CompletionSources.Add(_ =>
            Names.Select(known => new System.CommandLine.Completions.CompletionItem(known))
        );
        return name;
    }

    private static IEnumerable<string> Names => Catalogue.Models.Select(model => model.Name);

    private static IEnumerable<string> Experiments => Catalogue.All.Select(shipped => shipped.Name);

    private static string Unknown(string name) =>
        $"there is no model '{name}'; did you mean '{Names.MinBy(known => EditDistance.Between(name, known))}'? "
        + $"There are: {string.Join(", ", Names)}";

    private static ShippedModel Find(string name) =>
        Catalogue.Models.FirstOrDefault(model => model.Name == name) ?? ModelOf(Catalogue.Find(name)!);

    private static int Train(
        ShippedModel model,
        int? steps,
        string? output,
        string device,
        bool resume,
        CancellationToken cancellation
    )
    {
        var screen = Screen.Open();
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
        return new Resumption { Checkpoints = [request.Checkpoint], Resume = resume }.Run(
            screen,
            () =>
            {
                model.Train(request);
                screen.Line($"written to {folder.Path}");
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

    private static ShippedModel ModelOf(ShippedExperiment shipped) =>
        shipped.Model
        ?? throw new CommandException(
            shipped.Published is null
                ? $"the model of {shipped.Name} is compiled from a program, so there is nothing to train; 'run {shipped.Name}' uses it as it is"
                : $"{shipped.Published.Name} was trained elsewhere, and its training does not ship; 'run {shipped.Name}' uses its published weights"
        );
}
