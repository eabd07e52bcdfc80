using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Trains the model of an experiment.</summary>
internal static class TrainCommand
{
    public static Command Make()
    {
        var name = CommonOptions.Name("The experiment whose model to train; 'list' shows them.");
        var device = CommonOptions.Device();
        var command = new Command(
            "train",
            "Train the model of an experiment and replace its weights. Weights that ship need no training, and models that are "
                + "compiled from a program cannot be trained."
        )
        {
            name,
            device,
        };
        command.SetAction(parsed =>
            Failures.Guard(() => Train(Catalogue.Find(parsed.GetRequiredValue(name))!, parsed.GetRequiredValue(device)))
        );
        return command;
    }

    private static int Train(ShippedExperiment shipped, string device)
    {
        if (shipped.Train is not { } train)
        {
            throw new CommandException(
                $"the model of {shipped.Name} is compiled from a program, so there is nothing to train; 'run {shipped.Name}' uses it as it is"
            );
        }

        var screen = Screen.Open();
        using var interrupt = new Interrupt();
        screen.Heading($"training the model of {shipped.Name}");
        var weights = train(new TrainingRequest(TorchRuntime.ParseDevice(device), screen.Line, interrupt.Token));
        screen.Line($"weights written to {weights}");
        return ExitCode.Done;
    }
}
