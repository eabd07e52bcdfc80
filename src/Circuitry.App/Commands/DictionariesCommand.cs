using System.CommandLine;
using System.Text.Json.Nodes;

namespace Circuitry.App;

/// <summary>Measures the dictionaries of an experiment on features.</summary>
internal static class DictionariesCommand
{
    // Not the texts of the training, which has seed 0.
    private const int Seed = 1;
    private const int TextsOfBatch = 40;
    private const int DefaultTexts = 12_000;

    // Two forward passes for each dictionary: losses need fewer texts than rare features do.
    private const int LossOneIn = 10;

    public static Command Make(ProgramContext program)
    {
        var name = CommonOptions.Name<FeatureEntry>(
            program,
            "The experiment on features, which has texts of its own; 'list' shows them."
        );
        var texts = Texts();
        var output = CommonOptions.Out();
        var command = new Command(
            "dictionaries",
            "Measure the dictionaries of an experiment on texts they were not trained on: L0, explained variance, dead "
                + "features, and how much of the model's loss they recover. Writes quality.json to the folder NAME-dictionaries of the results."
        )
        {
            name,
            texts,
            output,
        };
        var options = ExperimentOptions.AddTo(command, program.Experiments, chooses: false, features: true);
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                var entry = program.Experiments.Find<FeatureEntry>(parsed.GetRequiredValue(name))!;
                var screen = program.Open(parsed);
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), entry.Name + "-dictionaries");
                return Measure(
                    entry,
                    options.Request(entry, parsed, screen, program.Cancellation),
                    (parsed.GetRequiredValue(texts) + TextsOfBatch - 1) / TextsOfBatch,
                    folder.PathOf("quality.json"),
                    screen,
                    program.Cancellation
                );
            })
        );
        return command;
    }

    private static int Measure(
        FeatureEntry entry,
        LoadRequest load,
        int batches,
        string file,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        if (entry.Batches is not { } make)
        {
            throw new CommandException(
                $"{entry.Name} has no texts of its own; let its class implement {nameof(ICorpus)}, which gives some"
            );
        }

        screen.Heading(
            $"dictionaries of {entry.Declaration.Model} from {entry.PlaceOfDictionaries(load.Dictionaries)}"
        );
        using var experiment = entry.Load(load);
        var tokenizer = TextTokenizer.Load(load.Weights ?? entry.OwnFolder!);
        var texts = make(tokenizer, Seed, TextsOfBatch, batches);
        var lossBatches = (batches + LossOneIn - 1) / LossOneIn;
        var qualities = screen.Watch(progress =>
            new DictionaryEvaluation(experiment.Transformer, experiment.Dictionaries)
            {
                LossBatches = lossBatches,
            }.Measure(texts, new WithTotal(progress, batches), cancellation)
        );
        screen.Table(DictionaryQualityText.Columns, DictionaryQualityText.Rows(qualities));
        DictionaryQualityJson.Write(qualities, file);
        screen.Line(
            FormattableString.Invariant(
                $"on {Counted.Of(qualities[0].Activations, "activation")} each, losses on {Counted.Of(lossBatches * TextsOfBatch, "text")} of {batches * TextsOfBatch}; all figures in {file}"
            )
        );
        screen.Document(
            "dictionaries",
            () =>
                new()
                {
                    ["experiment"] = entry.Name,
                    ["quality"] = JsonNode.Parse(File.ReadAllText(file)),
                    ["files"] = Documents.Files([(file, "all figures")]),
                }
        );
        return ExitCode.Done;
    }

    private static Option<int> Texts()
    {
        var texts = new Option<int>("--texts")
        {
            Description = "On how many texts, in steps of 40; losses are measured on the first tenth of them.",
            HelpName = "number",
            DefaultValueFactory = _ => DefaultTexts,
        };
        texts.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.Tokens is [_] && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--texts must be a positive whole number");
            }
        });
        return texts;
    }
}
