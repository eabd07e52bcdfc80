using System.Globalization;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train primer</c>: prints progress and saves the weights.</summary>
internal static class PrimerCommand
{
    // Sums are split among threads, and rounded accordingly: with a fixed number of them the seed gives the same file
    // whatever the machine's cores.
    private const int Threads = 1;

    private const int LineEvery = 50;

    /// <summary>Trains, or resumes a training that was stopped, and saves weights, configuration and tokenizer.</summary>
    public static void Train(TrainingRequest request)
    {
        torch.set_num_threads(Threads);
        var options = new PrimerTrainingOptions { Device = request.Device, Checkpoint = request.Checkpoint };
        PrimerWeights.SaveLayout(request.Folder);
        using var weights = PrimerTraining.Train(
            TextTokenizer.Load(request.Folder),
            options with
            {
                Steps = request.Steps ?? options.Steps,
            },
            new Lines(request.Report),
            request.Cancellation
        );
        PrimerWeights.Save(weights, request.Folder);
    }

    // Progress<T> would post to the thread pool, where lines overtake one another.
    private sealed class Lines(Action<string> write) : IProgress<Progress>
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
