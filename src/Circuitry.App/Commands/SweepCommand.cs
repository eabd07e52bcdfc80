using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>Runs ACDC at many thresholds.</summary>
internal static class SweepCommand
{
    private const int Points = 13;

    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<GraphEntry>(program, "The experiment; 'list' shows them.");
        var thresholds = new Option<double[]>("--thresholds")
        {
            Description =
                "The thresholds, in the metric's units; without it, thirteen from a millionth of the metric's gap to the gap.",
            HelpName = "numbers",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "sweep",
            "Run ACDC at many thresholds, which share what they decide alike, and print how many units each keeps, its metric and its "
                + "faithfulness and, where the circuit is known, how well it recovers it. Writes sweep.json to the results folder."
        )
        {
            name,
            thresholds,
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
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name);
                var checkpoint = folder.CheckpointOf("sweep");
                return new Resumption
                {
                    Checkpoints = [checkpoint],
                    Resume = parsed.GetValue(resume),
                    Command = ProgramContext.Resuming(parsed),
                }.Run(
                    screen,
                    () =>
                    {
                        using var experiment = entry.Load(options.Request(entry, parsed, screen, program.Cancellation));
                        return Sweep(
                            entry,
                            experiment,
                            parsed.GetValue(thresholds) ?? [],
                            folder,
                            checkpoint,
                            screen,
                            program.Cancellation
                        );
                    }
                );
            })
        );
        return command;
    }

    private static int Sweep(
        GraphEntry entry,
        GraphExperiment experiment,
        double[] given,
        ResultFolder folder,
        string checkpoint,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Rows(CircuitSummary.Declaration(experiment.Declaration));
        var thresholds = given.Length > 0 ? given : Default(CircuitSearch.Gap(experiment));
        AcdcSweep sweep;
        try
        {
            sweep = new AcdcSweep(
                experiment,
                new AcdcSweepOptions { Thresholds = thresholds, Checkpoint = checkpoint }
            );
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message, e);
        }

        var runs = screen.Watch(progress => sweep.Discover(progress, cancellation));
        cancellation.ThrowIfCancellationRequested();
        var truth = entry.Known?.Invoke(experiment.Units);
        string[] columns =
        [
            "threshold",
            "kept",
            experiment.Metric.Name,
            "faithfulness",
            .. truth is null ? Array.Empty<string>() : ["true positives", "false positives"],
        ];
        screen.Table(columns, [.. runs.Select(run => Row(run, truth))]);
        var document = Document(experiment, runs, truth);
        folder.Replace(
            ["sweep.json"],
            pathOf => AtomicFile.WriteAllText(pathOf("sweep.json"), JsonScreen.Text(document))
        );
        (string, string)[] files = [(folder.PathOf("sweep.json"), "every threshold with its units and measures")];
        screen.Heading("files");
        screen.Rows(files);
        screen.Document("sweep", () => document);
        return ExitCode.Done;
    }

    private static double[] Default(double gap) =>
        [
            .. Enumerable
                .Range(0, Points)
                .Select(i =>
                    double.Parse(
                        (gap * Math.Pow(10, (i + 1 - Points) / 2.0)).ToString("E1", CultureInfo.InvariantCulture),
                        CultureInfo.InvariantCulture
                    )
                ),
        ];

    private static IReadOnlyList<string> Row(AcdcRun run, UnitSet? truth)
    {
        var circuit = run.Circuit!;
        var recovery = truth is null ? null : Recovery.Of(truth, circuit.ToUnitSet());
        return
        [
            CircuitText.Number(run.Threshold),
            Invariant($"{circuit.Kept.Count}"),
            CircuitText.Number(circuit.Measure.Circuit),
            CircuitText.Number(circuit.Measure.Faithfulness),
            .. recovery is null
                ? Array.Empty<string>()
                :
                [
                    Invariant($"{(recovery.Edges ?? recovery.Nodes).Point.TruePositiveRate:0.000}"),
                    Invariant($"{(recovery.Edges ?? recovery.Nodes).Point.FalsePositiveRate:0.000}"),
                ],
        ];
    }

    private static JsonObject Document(GraphExperiment experiment, IReadOnlyList<AcdcRun> runs, UnitSet? truth) =>
        new()
        {
            ["format"] = "circuitry.sweep/1",
            ["experiment"] = experiment.Declaration.Experiment,
            ["metric"] = experiment.Metric.Name,
            ["units"] = experiment.Units.Count,
            ["weights"] = experiment.Transformer.Weights.Hash,
            ["prompts"] = experiment.Prompts.Hash,
            ["points"] = new JsonArray([
                .. runs.Select(run =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["threshold"] = run.Threshold,
                            ["same_above"] = Finite(run.Above),
                            ["same_up_to"] = Finite(run.UpTo),
                            ["metric"] = Finite(run.Circuit!.Measure.Circuit),
                            ["faithfulness"] = Finite(run.Circuit.Measure.Faithfulness),
                            ["kept"] = new JsonArray([
                                .. run
                                    .Circuit.Kept.Select(unit => unit.Index)
                                    .Order()
                                    .Select(unit => (JsonNode)experiment.Units.NameOf(unit)),
                            ]),
                            ["true_positive_rate"] = truth is null
                                ? null
                                : Recovery.Of(truth, run.Circuit.ToUnitSet()).Nodes.Point.TruePositiveRate,
                        }
                ),
            ]),
        };

    private static JsonNode? Finite(double? value) =>
        value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
