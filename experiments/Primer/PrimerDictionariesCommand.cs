using System.Globalization;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train primer-dictionaries</c>: a table now and then, and the dictionaries in their place.</summary>
internal static class PrimerDictionariesCommand
{
    // Sums are split among threads, and rounded accordingly.
    private const int Threads = 1;

    private const int TableEvery = 250;

    /// <summary>Trains, or goes on from the checkpoint of a training that was stopped, and replaces the dictionaries beside the program.</summary>
    /// <returns>The folder of the dictionaries.</returns>
    public static string Train(TrainingRequest request)
    {
        torch.set_num_threads(Threads);
        var folder = PrimerDictionaries.Folder;
        var options = PrimerDictionaries.Training with { Checkpoint = Path.Combine(folder, "checkpoint.safetensors") };
        if (File.Exists(options.Checkpoint))
        {
            request.Report($"going on from {options.Checkpoint}; delete it to start anew");
        }

        using var model = Primer.Load(PrimerWeights.Folder, device: request.Device);
        var texts = PrimerDictionaries.Texts(TextTokenizer.Load(PrimerWeights.Folder));
        try
        {
            using var dictionaries = new DictionaryTrainer(model, texts, options).Train(
                new Lines(request.Report),
                request.Cancellation
            );
            dictionaries.Save(folder, torch.ScalarType.Float16);
            return folder;
        }
        catch (OperationCanceledException)
        {
            request.Report($"stopped; {options.Checkpoint} is kept, and the same command goes on from it");
            throw;
        }
    }

    // Progress<T> would post to the thread pool, where lines overtake one another.
    private sealed class Lines(Action<string> write) : IProgress<DictionaryTrainingProgress>
    {
        public void Report(DictionaryTrainingProgress at)
        {
            if (at.Step % TableEvery != 0 && at.Step != at.Steps)
            {
                return;
            }

            write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"step {at.Step} of {at.Steps}  {at.Elapsed.TotalSeconds:F0} s, {at.Left.TotalSeconds:F0} s left"
                )
            );
            foreach (
                var line in TextTable.Lines(
                    ["site", "loss", "L0", "explained variance", "dead"],
                    [.. at.Sites.Select(Row)]
                )
            )
            {
                write("  " + line);
            }
        }

        private static string[] Row(SiteTrainingProgress site) =>
            [
                site.Site.ShortName,
                site.Loss.ToString("F2", CultureInfo.InvariantCulture),
                site.L0.ToString("F1", CultureInfo.InvariantCulture),
                site.ExplainedVariance.ToString("F4", CultureInfo.InvariantCulture),
                site.Dead.ToString(CultureInfo.InvariantCulture),
            ];
    }
}
