namespace Circuitry.Discovery.Attribution;

/// <summary>How units are scored.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public record ScoringOptions
{
    /// <summary>
    /// Numbers that the largest tensor of a tile of gradients or a batch of removals may hold, and by which prompts are
    /// scored part by part: fewer take less memory and more time. Scores change by rounding only.
    /// </summary>
    public long TileSize { get; init; } = 1L << 23;

    /// <summary>
    /// Where to save a checkpoint, from which a scoring that was interrupted resumes; null for none. It stays when the
    /// scoring is done: delete it once the result is saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
