using System.CommandLine;
using System.CommandLine.Parsing;

namespace Circuitry.Experiments;

/// <summary>Compares algorithms on one experiment.</summary>
internal static class CompareCommand
{
    public static Command Make(Interrupt interrupt)
    {
        var name = CommonOptions.Name("The experiment; 'list' shows them.");
        var algorithms = Algorithms();
        var device = CommonOptions.Device();
        var weights = CommonOptions.Weights();
        var download = CommonOptions.Download();
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
            download,
            output,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var shipped = Catalogue.Find(parsed.GetRequiredValue(name))!;
                var screen = Screen.Open();
                screen.Heading(shipped.Name);
                screen.Line(shipped.Summary);
                using var results = ResultFolder.Open(parsed.GetRequiredValue(output), shipped.Name);
                return new Resumption
                {
                    Checkpoints = [results.ComparisonCheckpoint],
                    Resume = parsed.GetValue(resume),
                }.Run(
                    screen,
                    () =>
                    {
                        var where = TorchRuntime.ParseDevice(parsed.GetRequiredValue(device));
                        var folder = parsed.GetValue(download)
                            ? WeightsDownload.Run(shipped, parsed.GetValue(weights), screen, interrupt.Token)
                            : parsed.GetValue(weights);
                        using var experiment = shipped.Load(where, folder);
                        return Compare(
                            experiment,
                            parsed.GetValue(algorithms) ?? [],
                            shipped.Truth?.Invoke(experiment),
                            results,
                            screen,
                            interrupt.Token
                        );
                    }
                );
            })
        );
        return command;
    }

    private static int Compare(
        GraphExperiment experiment,
        string[] chosen,
        UnitSet? truth,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
        var comparing = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = chosen.Length == 0 ? null : Contenders(experiment, chosen),
                Truth = truth,
                Checkpoint = folder.ComparisonCheckpoint,
            }
        );
        var comparison = screen.Watch(progress => comparing.Run(progress, cancellation));
        screen.Table(
            [.. ComparisonText.Columns, "seconds"],
            [.. ComparisonText.Rows(comparison).Zip(comparison.Entries, WithTime)]
        );
        foreach (var line in ComparisonText.Legend.TrimEnd().Split('\n').Concat(ComparisonText.Failures(comparison)))
        {
            screen.Line(line);
        }

        var files = folder.Write(comparison);
        screen.Heading("files");
        screen.Rows(files);
        return ExitCode.Done;
    }

    private static IReadOnlyList<string> WithTime(IReadOnlyList<string> row, ComparisonEntry entry) =>
        [.. row, FormattableString.Invariant($"{entry.Time.TotalSeconds:0.0}")];

    private static IReadOnlyList<Contender> Contenders(GraphExperiment experiment, string[] chosen)
    {
        var suiting = Algorithm.Of(experiment);
        foreach (var name in chosen)
        {
            if (!suiting.Any(algorithm => IsNamed(algorithm.Id, name)))
            {
                throw new CommandException(
                    $"{name} does not suit {experiment.Declaration.Experiment}; what does: {string.Join(", ", suiting)}"
                );
            }
        }

        return
        [
            .. AlgorithmComparison
                .Suitable(experiment)
                .Where(contender => chosen.Any(name => IsNamed(contender.Algorithm, name))),
        ];
    }

    private static Option<string[]> Algorithms() =>
        new("--algorithms")
        {
            Description = "Only these algorithms; without it, every one that suits the experiment.",
            HelpName = "algorithm",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = Known,
        };

    private static string[]? Known(ArgumentResult result)
    {
        // Those that ship and those of this program.
        Algorithm[] all = [.. Algorithm.Shipped, .. Algorithm.In(typeof(CompareCommand).Assembly)];
        foreach (var token in result.Tokens.Where(token => !all.Any(algorithm => IsNamed(algorithm.Id, token.Value))))
        {
            result.AddError($"there is no algorithm '{token.Value}'; there are: {string.Join<Algorithm>(", ", all)}");
            return null;
        }

        return [.. result.Tokens.Select(token => token.Value)];
    }

    private static bool IsNamed(string algorithm, string name) =>
        algorithm.Equals(name, StringComparison.OrdinalIgnoreCase);
}
