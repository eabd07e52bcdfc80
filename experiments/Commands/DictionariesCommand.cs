using System.CommandLine;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>Measures the dictionaries of Primer's activations.</summary>
internal static class DictionariesCommand
{
    private const string Name = "primer-dictionaries";

    // Other texts than those of the training, which has seed 0.
    private const int Seed = 1;
    private const int TextsOfBatch = 40;
    private const int Batches = 300;
    private const int LossBatches = 30;

    public static Command Make()
    {
        var path = Path();
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var command = new Command(
            "dictionaries",
            "Measure the sparse autoencoders of Primer's activations on texts they were not trained on: L0, explained variance, dead "
                + $"features, and how much of the model's loss they recover. Writes quality.json to {Name} in the results folder."
        )
        {
            path,
            device,
            output,
        };
        command.SetAction(parsed =>
            Failures.Guard(() =>
            {
                using var interrupt = new Interrupt();
                return Measure(
                    parsed.GetRequiredValue(path),
                    TorchRuntime.ParseDevice(parsed.GetRequiredValue(device)),
                    System.IO.Path.Combine(parsed.GetRequiredValue(output), Name, "quality.json"),
                    interrupt.Token
                );
            })
        );
        return command;
    }

    private static int Measure(string path, torch.Device device, string file, CancellationToken cancellation)
    {
        var screen = Screen.Open();
        screen.Heading($"dictionaries of Primer from {path}");
        using var model = Primer.Load(PrimerWeights.Folder, device: device);
        using var dictionaries = FeatureDictionaries.Load(path, device: device);
        var texts = PrimerTexts.Batches(TextTokenizer.Load(PrimerWeights.Folder), Seed, TextsOfBatch, Batches);
        var qualities = screen.Watch(progress =>
            new DictionaryEvaluation(model, dictionaries) { LossBatches = LossBatches }.Measure(
                texts,
                new Translated<int>(progress, ProgressText.OfBatches(Batches)),
                cancellation
            )
        );
        screen.Table(DictionaryQualityText.Columns, DictionaryQualityText.Rows(qualities));
        DictionaryQualityJson.Write(qualities, file);
        screen.Line(
            FormattableString.Invariant(
                $"on {qualities[0].Activations} activations each, losses on {LossBatches * TextsOfBatch} texts of {Batches * TextsOfBatch}; all figures in {file}"
            )
        );
        return ExitCode.Done;
    }

    private static Option<string> Path() =>
        new("--dictionaries")
        {
            Description = "The folder of a dictionaries.json, or that file; without it, the dictionaries that ship.",
            HelpName = "folder",
            DefaultValueFactory = _ => PrimerDictionaries.Folder,
        };
}
