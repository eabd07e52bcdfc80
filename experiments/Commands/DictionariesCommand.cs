using System.CommandLine;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>Measures the dictionaries of Primer's activations.</summary>
internal static class DictionariesCommand
{
    private const string Name = "primer-dictionaries";

    // Not the texts of the training, which has seed 0.
    private const int Seed = 1;
    private const int TextsOfBatch = 40;
    private const int DefaultTexts = 12_000;

    // Two forward passes for each dictionary: losses need fewer texts than rare features do.
    private const int LossOneIn = 10;

    public static Command Make(Interrupt interrupt)
    {
        var path = Path();
        var texts = Texts();
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var command = new Command(
            "dictionaries",
            "Measure the sparse autoencoders of Primer's activations on texts they were not trained on: L0, explained variance, dead "
                + $"features, and how much of the model's loss they recover. Writes quality.json to {Name} in the results folder."
        )
        {
            path,
            texts,
            device,
            output,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                using var folder = ResultFolder.Open(parsed.GetRequiredValue(output), Name);
                return Measure(
                    parsed.GetRequiredValue(path),
                    (parsed.GetRequiredValue(texts) + TextsOfBatch - 1) / TextsOfBatch,
                    TorchRuntime.ParseDevice(parsed.GetRequiredValue(device)),
                    folder.PathOf("quality.json"),
                    interrupt.Token
                );
            })
        );
        return command;
    }

    private static int Measure(
        string path,
        int batches,
        torch.Device device,
        string file,
        CancellationToken cancellation
    )
    {
        var screen = Screen.Open();
        screen.Heading($"dictionaries of Primer from {path}");
        using var model = Primer.Load(PrimerWeights.Folder, device: device);
        using var dictionaries = FeatureDictionaries.Load(path, device: device);
        var texts = PrimerTexts.Batches(TextTokenizer.Load(PrimerWeights.Folder), Seed, TextsOfBatch, batches);
        var lossBatches = (batches + LossOneIn - 1) / LossOneIn;
        var qualities = screen.Watch(progress =>
            new DictionaryEvaluation(model, dictionaries) { LossBatches = lossBatches }.Measure(
                texts,
                new WithTotal(progress, batches),
                cancellation
            )
        );
        screen.Table(DictionaryQualityText.Columns, DictionaryQualityText.Rows(qualities));
        DictionaryQualityJson.Write(qualities, file);
        screen.Line(
            FormattableString.Invariant(
                $"on {Counted.Of(qualities[0].Activations, "activation")} each, losses on {Counted.Of(lossBatches * TextsOfBatch, "text")} of {batches * TextsOfBatch}; all figures in {file}"
            )
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

    private static Option<string> Path() =>
        new("--dictionaries")
        {
            Description = "The folder of a dictionaries.json, or that file; without it, the dictionaries that ship.",
            HelpName = "folder",
            DefaultValueFactory = _ => PrimerDictionaries.Folder,
        };
}
