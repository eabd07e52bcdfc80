using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>SHIFT and its baselines on a classifier.</summary>
internal static class ShiftCommand
{
    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<ShiftEntry>(program, "The SHIFT experiment; 'list' shows them.");
        var seeds = CommonOptions.Number(
            "--seeds",
            "The number of seeds of the table, each with its own texts and probes.",
            5
        );
        var judgements = Judgements();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "shift",
            "Take an unintended cue out of a classifier, feature by feature, without texts in which it and the intended one "
                + "are decorrelated, and print the table of the paper alongside baselines. Writes shift.json, shift.txt and judged.txt to "
                + "the results folder."
        )
        {
            name,
            seeds,
            judgements,
            output,
            resume,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, chooses: false, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<ShiftEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                screen.Heading(entry.Name);
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name);
                using var experiment = entry.Load(options.Request(entry, parsed, screen, program.Cancellation));
                if (parsed.GetValue(judgements) is { } file)
                {
                    return ByFile(experiment, file, folder, screen, program.Cancellation);
                }

                var checkpoint = folder.CheckpointOf("shift", "json");
                int[] all = [.. Enumerable.Range(0, parsed.GetRequiredValue(seeds))];
                return new Resumption
                {
                    Checkpoints = [checkpoint],
                    Resume = parsed.GetValue(resume),
                    Command = ProgramContext.Resuming(parsed),
                }.Run(screen, () => Table(experiment, all, checkpoint, folder, screen, program.Cancellation));
            })
        );
        return command;
    }

    private static int Table(
        ShiftExperiment experiment,
        IReadOnlyList<int> seeds,
        string checkpoint,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Line(
            FormattableString.Invariant(
                $"{experiment.Declaration.Dataset}, by a probe of the stream behind block {experiment.Declaration.Block}; ambiguous texts: {experiment.Declaration.DatasetSize}"
            )
        );
        var result = screen.Watch(progress => SearchOf(experiment).Run(experiment.Judging, progress, cancellation));
        screen.Table(JudgedText.Columns, JudgedText.Rows(result));
        var table = screen.Watch(progress =>
            new ShiftTable(
                experiment.Transformer,
                experiment.Dictionaries,
                experiment.MakeTexts,
                experiment.TokenText,
                experiment.Options
            ).Run(experiment.Judging, seeds, progress, cancellation, new JobFile(checkpoint))
        );
        screen.Table(ShiftTableText.Columns, ShiftTableText.Rows(table));
        screen.Line(ShiftTableText.Legend(table));
        screen.Heading("files");
        return Written(experiment, result, table, folder, screen);
    }

    /// <summary>The first run writes the file and says what to do with it; a later one applies it.</summary>
    private static int ByFile(
        ShiftExperiment experiment,
        string file,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var result = screen.Watch(progress =>
            SearchOf(experiment).Run(new JudgementFile(file), progress, cancellation)
        );
        screen.Table(JudgedText.Columns, JudgedText.Rows(result));
        screen.Rows(JudgedText.Scores(result));
        screen.Heading("files");
        return Written(experiment, result, null, folder, screen);
    }

    private static int Written(
        ShiftExperiment experiment,
        ShiftResult result,
        ShiftTableResult? table,
        ResultFolder folder,
        IScreen screen
    )
    {
        var files = folder.Write(experiment.Declaration, result, table);
        screen.Rows(files);
        screen.Document(
            "shift",
            () =>
                new()
                {
                    ["result"] = JsonNode.Parse(ShiftJson.ToText(experiment.Declaration, result, table)),
                    ["files"] = Documents.Files(files),
                }
        );
        return ExitCode.Done;
    }

    private static ShiftSearch SearchOf(ShiftExperiment experiment) =>
        new(
            experiment.Transformer,
            experiment.Dictionaries,
            experiment.MakeTexts(experiment.Options.Seed),
            experiment.TokenText,
            experiment.Options
        );

    private static Option<string?> Judgements() =>
        new("--judgements")
        {
            Description =
                "A file for a judge: the first run writes what there is to judge, a person fills in each judgement, and the next run goes "
                + "by it. Without it, the judge is the one that the experiment declares.",
            HelpName = "file",
        };
}
