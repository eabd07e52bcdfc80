using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train primer</c>: prints progress and saves the weights.</summary>
[Training("primer", "Primer/weights")]
internal sealed class PrimerCommand : ITraining
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
            new ProgressLines(LineEvery, request.Report),
            request.Cancellation
        );
        PrimerWeights.Save(weights, request.Folder);
    }
}
