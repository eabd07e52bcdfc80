using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>Compares algorithms on one experiment.</summary>
internal static class CompareCommand
{
    public static Command Make()
    {
        var name = CommonOptions.Name("The experiment; 'list' shows them.");
        var algorithms = Algorithms();
        var device = CommonOptions.Device();
        var weights = CommonOptions.Weights();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "compare",
            "Run every algorithm that suits an experiment and print how faithful what they keep is and, where the circuit is known, "
                + "how well they recover it. Writes comparison.json, comparison.txt and the curves as SVG to the results folder."
        )
        {
            name,
            algorithms,
            device,
            weights,
            output,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var shipped = Catalogue.Find(parsed.GetRequiredValue(name))!;
                var folder = new ResultFolder(parsed.GetRequiredValue(output), shipped.Name);
                var chosen = parsed.GetValue(algorithms) ?? [];
                using var interrupt = new Interrupt();
                return Compare(
                    shipped,
                    chosen,
                    parsed.GetRequiredValue(device),
                    parsed.GetValue(weights),
                    folder,
                    parsed.GetValue(resume),
                    interrupt.Token
                );
            })
        );
        return command;
    }

    private static int Compare(
        ShippedExperiment shipped,
        DiscoveryMethod[] chosen,
        string device,
        string? weights,
        ResultFolder folder,
        bool resume,
        CancellationToken cancellation
    )
    {
        if (!resume && Directory.Exists(folder.ComparisonCheckpoint))
        {
            throw new CommandException(
                $"an interrupted comparison has left {folder.ComparisonCheckpoint}; give the same command with --resume to go on from it, or delete it to start anew"
            );
        }

        var screen = Screen.Open();
        screen.Heading(shipped.Name);
        screen.Line(shipped.Summary);
        using var experiment = shipped.Load(TorchRuntime.ParseDevice(device), weights);
        screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
        try
        {
            Directory.CreateDirectory(folder.ComparisonCheckpoint);
            var comparison = screen.Watch(progress =>
                new AlgorithmComparison(
                    experiment,
                    new ComparisonOptions
                    {
                        Contenders = chosen.Length == 0 ? null : Contenders(experiment, chosen),
                        Truth = shipped.Truth?.Invoke(experiment),
                        Checkpoint = folder.ComparisonCheckpoint,
                    }
                ).Run(new Translated<ComparisonProgress>(progress, ProgressText.Of), cancellation)
            );
            Directory.Delete(folder.ComparisonCheckpoint, recursive: true);
            screen.Table(ComparisonText.Columns, ComparisonText.Rows(comparison));
            foreach (
                var line in ComparisonText.Legend.TrimEnd().Split('\n').Concat(ComparisonText.Failures(comparison))
            )
            {
                screen.Line(line);
            }

            var files = folder.Write(comparison);
            screen.Heading("files");
            screen.Rows(files);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            screen.Line(
                $"cancelled; what is finished is kept in {folder.ComparisonCheckpoint}. To go on, give the same command with --resume"
            );
            return ExitCode.Cancelled;
        }
    }

    private static IReadOnlyList<Contender> Contenders(Experiment experiment, DiscoveryMethod[] chosen)
    {
        foreach (var method in chosen)
        {
            if (!experiment.Methods.Contains(method))
            {
                throw new CommandException(
                    $"{method} does not suit {experiment.Declaration.Experiment}; what does: {string.Join(", ", experiment.Methods)}"
                );
            }
        }

        return [.. Contender.Suitable(experiment).Where(contender => chosen.Contains(contender.Method))];
    }

    private static Option<DiscoveryMethod[]> Algorithms() =>
        new("--algorithms")
        {
            Description = "Only these algorithms; without it, every one that suits the experiment.",
            HelpName = "algorithm",
            AllowMultipleArgumentsPerToken = true,
        };
}
