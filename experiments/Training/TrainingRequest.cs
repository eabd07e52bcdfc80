using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>What a training run is given.</summary>
internal sealed record TrainingRequest
{
    private const string CheckpointFile = "checkpoint.safetensors";

    /// <summary>Where to train.</summary>
    public required torch.Device Device { get; init; }

    /// <summary>Where the weights go; others use the folder only after it.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of steps; null for as many as made what ships.</summary>
    public required int? Steps { get; init; }

    /// <summary>Notified of progress, a line at a time.</summary>
    public required Action<string> Report { get; init; }

    /// <summary>Stops it.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>Where it keeps its checkpoint until the weights are saved.</summary>
    public string Checkpoint => Path.Combine(Folder, CheckpointFile);
}
