using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train induction</c>: prints progress and saves the weights.</summary>
[Training("induction", "Induction/weights")]
internal sealed class InductionCommand : ITraining
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
            new ProgressLines(options.MeasureEvery, request.Report),
            request.Cancellation
        );
        InductionWeights.Save(weights, request.Folder);
    }
}
