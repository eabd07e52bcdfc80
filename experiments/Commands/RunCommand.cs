using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Runs one experiment, or all of them.</summary>
internal static class RunCommand
{
    public static Command Make(Interrupt interrupt)
    {
        var name = CommonOptions.Name("The experiment; 'list' shows them.");
        var threshold = Threshold();
        var device = CommonOptions.Device();
        var weights = CommonOptions.Weights();
        var download = CommonOptions.Download();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "run",
            "Search for the circuit of one experiment. Prints what was declared, the circuit and how well it does, and writes it to "
                + "the results folder in every format that can hold it: "
                + string.Join(", ", ResultFiles.Formats.Select(format => format.FileName))
                + ". A run that is stopped leaves a checkpoint, from which --resume continues."
        )
        {
            name,
            threshold,
            device,
            weights,
            download,
            output,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var request = new RunRequest(
                    Catalogue.Find(parsed.GetRequiredValue(name))!,
                    parsed.GetValue(threshold),
                    parsed.GetRequiredValue(device),
                    parsed.GetValue(weights),
                    parsed.GetValue(download),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(resume)
                );
                return ExperimentRun.Run(request, Screen.Open(), interrupt.Token);
            })
        );
        return command;
    }

    /// <summary>Runs every experiment that runs by default, at its own threshold; one that fails does not stop the others.</summary>
    public static int RunAll(string device, string output, bool resume, CancellationToken cancellation)
    {
        var screen = Screen.Open();
        var outcome = ExitCode.Done;
        foreach (var shipped in Catalogue.All.Where(shipped => shipped.RunsByDefault))
        {
            var request = new RunRequest(shipped, null, device, null, false, output, resume);
            var code = Failures.Guard(() => ExperimentRun.Run(request, screen, cancellation));
            if (code == ExitCode.Cancelled)
            {
                return code;
            }

            outcome = Math.Max(outcome, code);
        }

        return outcome;
    }

    private static Option<double?> Threshold()
    {
        var threshold = new Option<double?>("--threshold")
        {
            Description =
                "A connection goes when removing it makes the metric worse by less than this; smaller keeps more. Each "
                + "experiment has its own threshold, which 'list' shows.",
            HelpName = "number",
        };
        threshold.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens is not [var token])
            {
                return;
            }

            if (
                !double.TryParse(
                    token.Value,
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var value
                ) || !double.IsFinite(value)
            )
            {
                result.AddError($"--threshold must be a finite number such as 0.05, and is '{token.Value}'");
            }
        });
        return threshold;
    }
}
