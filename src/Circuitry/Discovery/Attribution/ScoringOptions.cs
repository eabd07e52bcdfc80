namespace Circuitry;

/// <summary>How units are scored.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public record ScoringOptions
{
    /// <summary>
    /// Numbers that the largest tensor of a tile of gradients or a batch of removals may hold, and by which prompts are
    /// scored part by part: fewer take less memory and more time. Scores change by rounding only.
    /// </summary>
    public long TileSize { get; init; } = 1L << 23;

    /// <summary>Where to keep a checkpoint, so that a scoring that was cut short goes on; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
