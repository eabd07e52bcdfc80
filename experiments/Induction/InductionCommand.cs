using System.Globalization;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train induction</c>: prints progress and saves the weights.</summary>
internal static class InductionCommand
{
    /// <summary>Trains, or resumes a training that was stopped, and saves weights and configuration.</summary>
    public static void Train(TrainingRequest request)
    {
        // Sums are split among threads, and rounded accordingly: with one, the seed gives the same file whatever the machine's
        // cores. So small a model gains nothing by more.
        torch.set_num_threads(1);
        var options = new InductionTrainingOptions { Device = request.Device, Checkpoint = request.Checkpoint };
        using var weights = InductionTraining.Train(
            options with
            {
                Steps = request.Steps ?? options.Steps,
            },
            new Lines(options.MeasureEvery, request.Report),
            request.Cancellation
        );
        InductionWeights.Save(weights, request.Folder);
    }

    // Progress<T> would post to the thread pool, where lines overtake one another.
    private sealed class Lines(int every, Action<string> write) : IProgress<Progress>
    {
        public void Report(InductionTrainingProgress at)
        {
            if (at.Step % every == 0 || at.Step == at.Steps)
            {
                write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"step {at.Step} of {at.Steps}  loss {at.Loss:F4}  accuracy {at.Accuracy:P2}  {at.Elapsed.TotalSeconds:F0} s"
                    )
                );
            }
        }
    }
}
