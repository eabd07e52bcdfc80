using System.CommandLine;

namespace Circuitry.Experiments;

/// <summary>SHIFT and its baselines on the shipped classifier.</summary>
internal static class ShiftCommand
{
    private const string Name = "primer-professions";

    public static Command Make(Interrupt interrupt)
    {
        var seeds = CommonOptions.Number(
            "--seeds",
            "The number of seeds of the table, each with its own texts and probes.",
            5
        );
        var judgements = Judgements();
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var command = new Command(
            "shift",
            "Take gender out of a classifier of professions on Primer, feature by feature, without texts in which gender and profession "
                + "are decorrelated, and print the table of the paper alongside baselines. Writes shift.json, shift.txt and judged.txt to "
                + $"{Name} in the results folder."
        )
        {
            seeds,
            judgements,
            device,
            output,
            resume,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var screen = Screen.Open();
                screen.Heading(Name);
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), Name);
                using var experiment = PrimerProfessions.LoadTrained(
                    TorchRuntime.ParseDevice(parsed.GetRequiredValue(device))
                );
                if (parsed.GetValue(judgements) is { } file)
                {
                    return ByFile(experiment, file, folder, screen, interrupt.Token);
                }

                var checkpoint = folder.CheckpointOf("shift", "json");
                int[] all = [.. Enumerable.Range(0, parsed.GetRequiredValue(seeds))];
                return new Resumption { Checkpoints = [checkpoint], Resume = parsed.GetValue(resume) }.Run(
                    screen,
                    () => Table(experiment, all, checkpoint, folder, screen, interrupt.Token)
                );
            })
        );
        return command;
    }

    private static int Table(
        PrimerProfessions experiment,
        IReadOnlyList<int> seeds,
        string checkpoint,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        screen.Line(
            FormattableString.Invariant(
                $"nurse or professor, by a probe of the stream behind block {experiment.Declaration.Block}; ambiguous texts: {experiment.Declaration.DatasetSize}"
            )
        );
        var result = screen.Watch(progress => experiment.Shift().Run(experiment.Judging, progress, cancellation));
        screen.Table(JudgedText.Columns, JudgedText.Rows(result));
        var table = screen.Watch(progress =>
            experiment.Table().Run(experiment.Judging, seeds, progress, cancellation, new JobFile(checkpoint))
        );
        screen.Table(ShiftTableText.Columns, ShiftTableText.Rows(table));
        screen.Line(ShiftTableText.Legend(table));
        screen.Heading("files");
        screen.Rows(folder.Write(result, table));
        return ExitCode.Done;
    }

    /// <summary>The first run writes the file and says what to do with it; a later one applies it.</summary>
    private static int ByFile(
        PrimerProfessions experiment,
        string file,
        ResultFolder folder,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        var result = screen.Watch(progress => experiment.Shift().Run(new JudgementFile(file), progress, cancellation));
        screen.Table(JudgedText.Columns, JudgedText.Rows(result));
        screen.Rows(JudgedText.Scores(result));
        screen.Heading("files");
        screen.Rows(folder.Write(result, null));
        return ExitCode.Done;
    }

    private static Option<string?> Judgements() =>
        new("--judgements")
        {
            Description =
                "A file for a judge: the first run writes what there is to judge, a person fills in each judgement, and the next run goes "
                + "by it. Without it, the judge is the method in PrimerProfessions.cs.",
            HelpName = "file",
        };
}
