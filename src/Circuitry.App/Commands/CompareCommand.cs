using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>Compares algorithms on one experiment.</summary>
internal static class CompareCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<GraphEntry>(program, "The experiment; 'list' shows them.");
        var algorithms = Algorithms(program);
        var all = new Option<bool>("--all")
        {
            Description =
                "Also those that train masks, which take thousands of passes; without it they run only when --algorithms names them.",
        };
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "compare",
            "Run the algorithms that suit an experiment and print how faithful what they keep is and, where the circuit is known, "
                + "how well they recover it. Says first how long each will take. Writes comparison.json, comparison.txt and the curves as "
                + "SVG to the results folder."
        )
        {
            name,
            algorithms,
            all,
            output,
            resume,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<GraphEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                screen.Line(entry.Summary);
                using var results = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name);
                return new Resumption
                {
                    Checkpoints = [results.ComparisonCheckpoint],
                    Resume = parsed.GetValue(resume),
                    Command = ProgramContext.Resuming(parsed),
                }.Run(
                    screen,
                    () =>
                    {
                        using var experiment = entry.Load(options.Request(entry, parsed, screen, program.Cancellation));
                        return Compare(
                            experiment,
                            Chosen(experiment, parsed.GetValue(algorithms) ?? [], parsed.GetValue(all)),
                            entry.Known?.Invoke(experiment.Units),
                            results,
                            screen,
                            program.Cancellation
                        );
                    }
                );
            })
        );
        return command;
    }

    private static int Compare(
        GraphExperiment experiment,
        IReadOnlyList<Algorithm> algorithms,
        UnitSet? truth,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
        var gap = CircuitSearch.Gap(experiment);
        Announce(experiment, algorithms, screen);
        var comparing = new AlgorithmComparison(
            experiment,
            new ComparisonOptions
            {
                Contenders = [.. algorithms.Select(algorithm => algorithm.Default(experiment, gap))],
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
        screen.Document(
            "compare",
            () =>
                new()
                {
                    ["comparison"] = JsonNode.Parse(ComparisonJson.ToText(comparison)),
                    ["seconds"] = new JsonObject(
                        comparison.Entries.Select(entry =>
                            KeyValuePair.Create(entry.Name, (JsonNode?)JsonValue.Create(entry.Time.TotalSeconds))
                        )
                    ),
                    ["files"] = Documents.Files(files),
                }
        );
        return ExitCode.Done;
    }

    /// <summary>Says how long each will take, from the time of one pass, and what is left out.</summary>
    private static void Announce(GraphExperiment experiment, IReadOnlyList<Algorithm> algorithms, IScreen screen)
    {
        var everything = UnitSet.All(experiment.Units);
        experiment.Measure(everything);
        var watch = Stopwatch.StartNew();
        experiment.Measure(everything);
        var seconds = watch.Elapsed.TotalSeconds;
        screen.Table(
            ["algorithm", "passes", "expected"],
            [
                .. algorithms.Select(algorithm =>
                {
                    var passes = algorithm.Passes(experiment);
                    return (IReadOnlyList<string>)
                        [
                            algorithm.Id,
                            passes == 0 ? "unknown" : Invariant($"{passes}"),
                            passes == 0 ? "unknown" : Time(passes * seconds),
                        ];
                }),
            ]
        );
        string[] left =
        [
            .. Algorithm
                .Of(experiment)
                .Where(known => algorithms.All(chosen => chosen.Id != known.Id))
                .Select(known => known.Id),
        ];
        if (left.Length > 0)
        {
            screen.Line(
                $"not run: {string.Join(", ", left)}; --all runs every one that suits, --algorithms those that it names"
            );
        }
    }

    private static string Time(double seconds) =>
        seconds < 1 ? "under 1 s"
        : seconds < 120 ? Invariant($"about {seconds:0} s")
        : Invariant($"about {seconds / 60:0} min");

    private static IReadOnlyList<string> WithTime(IReadOnlyList<string> row, ComparisonEntry entry) =>
        [.. row, Invariant($"{entry.Time.TotalSeconds:0.0}")];

    /// <exception cref="CommandException">An algorithm that was named does not suit the experiment.</exception>
    private static IReadOnlyList<Algorithm> Chosen(GraphExperiment experiment, string[] named, bool all)
    {
        var suiting = Algorithm.Of(experiment);
        if (named.FirstOrDefault(name => !suiting.Any(algorithm => algorithm.Answers(name))) is { } unfit)
        {
            throw new CommandException(
                $"{unfit} does not suit {experiment.Declaration.Experiment}; what does: {string.Join(", ", suiting)}"
            );
        }

        return
        [
            .. suiting.Where(algorithm =>
                named.Length > 0 ? named.Any(algorithm.Answers) : all || !algorithm.OnlyByName
            ),
        ];
    }

    private static Option<string[]> Algorithms(ProgramContext program)
    {
        var option = new Option<string[]>("--algorithms")
        {
            Description = "Only these algorithms; without it, every one that suits the experiment and trains nothing.",
            HelpName = "algorithm",
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result => AlgorithmOptions.Known(program, result));
        option.CompletionSources.Add(_ =>
            program.Experiments.Algorithms.Select(known => new System.CommandLine.Completions.CompletionItem(known.Id))
        );
        return option;
    }
}
