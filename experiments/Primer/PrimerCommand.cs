using System.Globalization;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>Training as the program's command <c>train primer</c> does it: a line now and then, and the weights in their place.</summary>
internal static class PrimerCommand
{
    // Sums are split among threads, and rounded accordingly: with a fixed number of them the seed gives the same file
    // whatever the machine's cores.
    private const int Threads = 1;

    private const int LineEvery = 50;

    /// <summary>Trains, or goes on from the checkpoint of a training that was stopped, and replaces the weights beside the program.</summary>
    /// <returns>The folder of the weights.</returns>
    public static string Train(TrainingRequest request)
    {
        torch.set_num_threads(Threads);
        var folder = PrimerWeights.Folder;
        var options = new PrimerTrainingOptions
        {
            Device = request.Device,
            Checkpoint = Path.Combine(folder, "checkpoint.safetensors"),
        };
        PrimerWeights.SaveLayout(folder);
        if (File.Exists(options.Checkpoint))
        {
            request.Report($"going on from {options.Checkpoint}; delete it to start anew");
        }

        try
        {
            using var weights = PrimerTraining.Train(
                TextTokenizer.Load(folder),
                options,
                new Lines(request.Report),
                request.Cancellation
            );
            PrimerWeights.Save(weights, folder);
            return folder;
        }
        catch (OperationCanceledException)
        {
            request.Report($"stopped; {options.Checkpoint} is kept, and the same command goes on from it");
            throw;
        }
    }

    // Progress<T> would post to the thread pool, where lines overtake one another.
    private sealed class Lines(Action<string> write) : IProgress<PrimerTrainingProgress>
    {
        public void Report(PrimerTrainingProgress at)
        {
            if (at.Step % LineEvery == 0 || at.Step == at.Steps)
            {
                write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"step {at.Step} of {at.Steps}  loss {at.Loss:F4}  {at.Elapsed.TotalSeconds:F0} s"
                    )
                );
            }

            foreach (var (task, accuracy) in at.Accuracies ?? [])
            {
                write(string.Create(CultureInfo.InvariantCulture, $"  {task.Name, -17} {accuracy:P1}"));
            }
        }
    }
}
