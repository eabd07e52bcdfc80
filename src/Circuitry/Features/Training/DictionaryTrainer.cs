using static TorchSharp.torch;

namespace Circuitry.Features.Training;

/// <summary>Trains dictionaries for several sites of a model on the activations of the same texts.</summary>
/// <remarks>Padding is no activation. The same texts, seed and number of threads give the same bytes, also after a resumption.</remarks>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="texts">The texts that it reads.</param>
/// <param name="options">Options of the training.</param>
public sealed class DictionaryTrainer(TransformerModel model, TextStream texts, DictionaryTrainingOptions options)
{
    /// <summary>Trains.</summary>
    /// <param name="progress">Notified of every dictionary in every step, and after every step.</param>
    /// <param name="cancellation">Stops between two steps, and saves a checkpoint if the options name one.</param>
    /// <returns>Jump-ReLU autoencoders in forward order; the caller owns them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="ArgumentException">No site is given, or one twice.</exception>
    /// <exception cref="DictionaryException">The model has no such site.</exception>
    /// <exception cref="CheckpointException">The checkpoint belongs to another training, is damaged, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public FeatureDictionaries Train(IProgress<Progress>? progress = null, CancellationToken cancellation = default)
    {
        options.Check();
        FeatureSite[] sites = [.. (options.Sites ?? FeatureSite.All(model.Architecture)).Order()];
        using var scope = NewDisposeScope();
        AutoencoderTraining[] trainings =
        [
            .. sites.Select(site => new AutoencoderTraining(
                site,
                site.Width(model.Architecture),
                options,
                model.Device
            )),
        ];
        try
        {
            Run(sites, trainings, progress, cancellation);
            return new FeatureDictionaries(trainings.Select(training => training.Finish()));
        }
        finally
        {
            Array.ForEach(trainings, training => training.Dispose());
        }
    }

    private void Run(
        FeatureSite[] sites,
        AutoencoderTraining[] trainings,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var checkpoint = options.Checkpoint is { } path
            ? new StepCheckpoint(path, Fingerprint(sites), options.CheckpointInterval)
            : null;
        (string, Tensor)[] state = [.. trainings.SelectMany(training => training.State)];
        const string stage = "dictionaries";
        ProgressMeter? meter = null;
        StepLoop.Run(stage, checkpoint, state, options.Steps, Step, progress, cancellation);

        void Step(int step)
        {
            meter ??= new ProgressMeter(progress, stage, options.Steps, start: step);
            var activations = SiteActivations.Of(model, texts.At(step), sites);
            if (step == 0)
            {
                for (var i = 0; i < sites.Length; i++)
                {
                    trainings[i].Calibrate(activations[i]);
                }
            }

            for (var i = 0; i < sites.Length; i++)
            {
                var readings = trainings[i].Step(activations[i], step);
                meter
                    .Step(step)
                    ?.Report(
                        new Progress
                        {
                            Stage = sites[i].ShortName,
                            Done = i + 1,
                            Total = sites.Length,
                            Unit = "sites",
                            Readings = readings,
                        }
                    );
            }
        }
    }

    private string Fingerprint(FeatureSite[] sites) =>
        Identity.HashOf(model.Weights, model.NumberType, texts.Identity, options with { Sites = sites });
}
