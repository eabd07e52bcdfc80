using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The command <c>train primer-dictionaries</c>: prints progress and saves the dictionaries.</summary>
[Training("primer-dictionaries", "Primer/dictionaries")]
internal sealed class PrimerDictionariesCommand : ITraining
{
    // Sums are split among threads, and rounded accordingly.
    private const int Threads = 1;

    private const int LineEvery = 250;

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
        ).Train(new ProgressLines(LineEvery, request.Report), request.Cancellation);
        dictionaries.Save(request.Folder, torch.ScalarType.Float16);
    }
}
