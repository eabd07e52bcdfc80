using System.CommandLine;

namespace Circuitry.App;

/// <summary>Runs one experiment, or all of them.</summary>
internal static class RunCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<GraphEntry>(program, "The experiment; 'list' shows them.");
        var algorithm = AlgorithmOptions.Algorithm(program);
        var threshold = AlgorithmOptions.Threshold();
        var keep = AlgorithmOptions.Keep();
        var faithfulness = AlgorithmOptions.Faithfulness();
        var strict = CommonOptions.Strict();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "run",
            "Search for the circuit of one experiment. Prints what was declared, the first prompts and how the model answers them, the "
                + "circuit and how well it does, and writes it to the results folder in every format that can hold it: "
                + string.Join(", ", program.Experiments.Formats.Select(format => format.FileName))
                + ". A run that is stopped leaves a checkpoint, from which --resume continues."
        )
        {
            name,
            algorithm,
            threshold,
            keep,
            faithfulness,
            strict,
            output,
            resume,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments);
        command.SetAction(parsed =>
            Failures.Guard(() =>
                ExperimentRun.Run(
                    program,
                    new RunRequest
                    {
                        Entry = program.Experiments.Find<GraphEntry>(parsed.GetRequiredValue(name))!,
                        Algorithm = parsed.GetValue(algorithm),
                        Threshold = parsed.GetValue(threshold),
                        Keep = parsed.GetValue(keep),
                        Faithfulness = parsed.GetValue(faithfulness),
                        Output = parsed.GetRequiredValue(output),
                        Resume = parsed.GetValue(resume),
                        Command = ProgramContext.Resuming(parsed),
                        Strict = parsed.GetValue(strict),
                        Load = (entry, screen) => options.Request(entry, parsed, screen, program.Cancellation),
                    },
                    program.Open(parsed)
                )
            )
        );
        return command;
    }

    /// <summary>Runs every experiment that runs by default, at its own threshold; one that fails does not stop the others.</summary>
    public static int RunAll(ProgramContext program, ParseResult parsed, string device, string output, bool resume)
    {
        program.Experiments.Check();
        GraphEntry[] entries =
        [
            .. program.Experiments.All.OfType<GraphEntry>().Where(entry => entry.IsComplete && !entry.OnlyByName),
        ];
        var screen = program.Open(parsed);
        if (entries.Length == 0)
        {
            screen.Line(
                "there is no experiment that runs without being named; 'list' shows what there is, and --help what can be done"
            );
        }

        var outcome = ExitCode.Done;
        foreach (var entry in entries)
        {
            var request = new RunRequest
            {
                Entry = entry,
                Output = output,
                Resume = resume,
                Load = (_, _) => new LoadRequest { Device = TorchRuntime.ParseDevice(device) },
            };
            var code = Failures.Guard(() => ExperimentRun.Run(program, request, screen));
            if (code == ExitCode.Cancelled)
            {
                return code;
            }

            outcome = Math.Max(outcome, code);
        }

        return outcome;
    }
}
