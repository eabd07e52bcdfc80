using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>The request to a training run.</summary>
internal sealed record TrainingRequest
{
    private const string CheckpointFile = "checkpoint.safetensors";

    /// <summary>Where to train.</summary>
    public required torch.Device Device { get; init; }

    /// <summary>The folder of the weights, locked during the training.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of steps; null for the number that made the shipped weights.</summary>
    public required int? Steps { get; init; }

    /// <summary>Notified of progress, a line at a time.</summary>
    public required Action<string> Report { get; init; }

    /// <summary>Stops it.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>The path of its checkpoint until the weights are saved.</summary>
    public string Checkpoint => Path.Combine(Folder, CheckpointFile);
}
