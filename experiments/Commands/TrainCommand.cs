using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Trains the model of an experiment.</summary>
internal static class TrainCommand
{
    public static Command Make()
    {
        var name = ModelName();
        var device = CommonOptions.Device();
        var command = new Command(
            "train",
            "Train a model anew and replace its weights, which ship and need no training to be used. Models that are compiled "
                + "from a program cannot be trained. Ctrl-C stops; where a training keeps a checkpoint, the same command goes on from it."
        )
        {
            name,
            device,
        };
        command.SetAction(parsed =>
            Failures.Guard(() => Train(parsed.GetRequiredValue(name), parsed.GetRequiredValue(device)))
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

    private static int Train(string name, string device)
    {
        var model = Catalogue.Models.FirstOrDefault(model => model.Name == name) ?? ModelOf(Catalogue.Find(name)!);
        var screen = Screen.Open();
        using var interrupt = new Interrupt();
        screen.Heading($"training {model.Name}");
        var weights = model.Train(new TrainingRequest(TorchRuntime.ParseDevice(device), screen.Line, interrupt.Token));
        screen.Line($"weights written to {weights}");
        return ExitCode.Done;
    }

    private static ShippedModel ModelOf(ShippedExperiment shipped) =>
        shipped.Model
        ?? throw new CommandException(
            shipped.Published is null
                ? $"the model of {shipped.Name} is compiled from a program, so there is nothing to train; 'run {shipped.Name}' uses it as it is"
                : $"{shipped.Published.Name} was trained elsewhere, and its training does not ship; 'run {shipped.Name}' uses its published weights"
        );
}
