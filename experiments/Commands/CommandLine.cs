using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>The commands, and the handling of unknown ones.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments)
    {
        using var interrupt = new Interrupt();
        var parsed = Parse(arguments, interrupt);
        if (parsed.Errors.Count == 0)
        {
            var code = parsed.Invoke();
            return code == ExitCode.Cancelled ? interrupt.ExitCode : code;
        }

        foreach (var error in parsed.Errors)
        {
            Failures.Report(error.Message);
        }

        Console.Error.WriteLine("Try the same with --help, or 'list' for the experiments there are.");
        return ExitCode.WrongUsage;
    }

    /// <summary>Parses arguments and finds their errors.</summary>
    public static ParseResult Parse(string[] arguments, Interrupt interrupt) => Root(interrupt).Parse(arguments);

    private static RootCommand Root(Interrupt interrupt)
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
            RunCommand.Make(interrupt),
            CompareCommand.Make(interrupt),
            ConfigCommand.Make(interrupt),
            ShowCommand.Make(),
            DiffCommand.Make(),
            TrainCommand.Make(interrupt),
            DictionariesCommand.Make(interrupt),
            FeaturesCommand.Make(interrupt),
            ShiftCommand.Make(interrupt),
            PipelineCommand.Make(interrupt),
        };
        root.SetAction(parsed =>
            Failures.Guard(() =>
                RunCommand.RunAll(
                    parsed.GetRequiredValue(device),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(resume),
                    interrupt.Token
                )
            )
        );
        return root;
    }
}
