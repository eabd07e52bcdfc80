using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>The commands, and what happens when the words given are none of them.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }

        foreach (var error in parsed.Errors)
        {
            Failures.Report(error.Message);
        }

        Console.Error.WriteLine("Try the same with --help, or 'list' for the experiments there are.");
        return ExitCode.WrongUsage;
    }

    private static RootCommand Root()
    {
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var root = new RootCommand(
            "Finds circuits in transformers: the few connections between attention heads and MLPs that are enough for a "
                + "behaviour. Without a command it runs every experiment on the smallest models; 'list' shows them and the others."
        )
        {
            device,
            output,
            resume,
            ListCommand.Make(),
            RunCommand.Make(),
            CompareCommand.Make(),
            ShowCommand.Make(),
            DiffCommand.Make(),
            TrainCommand.Make(),
            DictionariesCommand.Make(),
            FeaturesCommand.Make(),
            ShiftCommand.Make(),
            PipelineCommand.Make(),
        };
        root.SetAction(parsed =>
            Failures.Guard(() =>
                RunCommand.RunAll(
                    parsed.GetRequiredValue(device),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(resume)
                )
            )
        );
        return root;
    }
}
