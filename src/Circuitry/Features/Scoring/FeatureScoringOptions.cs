namespace Circuitry.Features;

/// <summary>How nodes are scored.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public record FeatureScoringOptions
{
    /// <summary>
    /// Where to save a checkpoint, from which a scoring that was interrupted resumes; null for none. It stays when the
    /// scoring is done: delete it once the result is saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
