using System.Globalization;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train primer-dictionaries</c>: prints progress and saves the dictionaries.</summary>
internal static class PrimerDictionariesCommand
{
    // Sums are split among threads, and rounded accordingly.
    private const int Threads = 1;

    private const int TableEvery = 250;

    /// <summary>Trains, or resumes a training that was stopped, and saves the dictionaries.</summary>
    public static void Train(TrainingRequest request)
    {
        torch.set_num_threads(Threads);
        var options = PrimerDictionaries.Training;
        using var model = Primer.Load(PrimerWeights.Folder, device: request.Device);
        using var dictionaries = new DictionaryTrainer(
            model,
            PrimerDictionaries.Texts(TextTokenizer.Load(PrimerWeights.Folder)),
            options with
            {
                Steps = request.Steps ?? options.Steps,
                Checkpoint = request.Checkpoint,
            }
        ).Train(new Lines(request.Report), request.Cancellation);
        dictionaries.Save(request.Folder, torch.ScalarType.Float16);
    }

    // Progress<T> would post to the thread pool, where lines overtake one another.
    private sealed class Lines(Action<string> write) : IProgress<Progress>
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
