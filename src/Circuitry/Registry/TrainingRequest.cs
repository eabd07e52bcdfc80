using static TorchSharp.torch;

namespace Circuitry.Registry;

/// <summary>The request to a training run.</summary>
public sealed record TrainingRequest
{
    private const string CheckpointFile = "checkpoint.safetensors";

    /// <summary>Where to train.</summary>
    public required Device Device { get; init; }

    /// <summary>The folder of what is trained, locked during the training.</summary>
    public required string Folder { get; init; }

    /// <summary>Number of steps; null for the number that made what ships.</summary>
    public required int? Steps { get; init; }

    /// <summary>Notified of progress, a line at a time.</summary>
    public required Action<string> Report { get; init; }

    /// <summary>Stops it; with the checkpoint it can be resumed.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>The path of its checkpoint until the results are saved.</summary>
    public string Checkpoint => Path.Combine(Folder, CheckpointFile);
}
