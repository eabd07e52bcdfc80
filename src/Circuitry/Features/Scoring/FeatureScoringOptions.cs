namespace Circuitry;

/// <summary>How nodes are scored.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public record FeatureScoringOptions
{
    /// <summary>Where to keep a checkpoint, so that a scoring that was cut short goes on; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
