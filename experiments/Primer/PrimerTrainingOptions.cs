using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Options for training Primer. The defaults made the weights that ship.</summary>
public sealed record PrimerTrainingOptions
{
    /// <summary>The seed of the first weights and of the texts.</summary>
    public int Seed { get; init; }

    /// <summary>Number of steps.</summary>
    public int Steps { get; init; } = 2500;

    /// <summary>Number of rows, each as long as the context, in a step.</summary>
    public int Batch { get; init; } = 48;

    /// <summary>Adam's highest rate.</summary>
    public double Rate { get; init; } = 2e-3;

    /// <summary>How much matrices shrink, as a share of themselves, per step and unit of rate.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Number of steps between two tests of the tasks.</summary>
    public int MeasureEvery { get; init; } = 200;

    /// <summary>
    /// Where to save a checkpoint, from which a training that was interrupted resumes; null for none. It stays when the
    /// training is done: delete it once the weights are saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The device to train on; null for the processor.</summary>
    public Device? Device { get; init; }

    /// <summary>The options that affect the weights, for the checkpoint.</summary>
    internal string Fingerprint =>
        CheckpointFile.FingerprintOf(
            this with
            {
                Checkpoint = null,
                CheckpointInterval = default,
                MeasureEvery = 1,
                Device = null,
            },
            Primer.Declared,
            PrimerVocabulary.TokenizerJson()
        );
}
