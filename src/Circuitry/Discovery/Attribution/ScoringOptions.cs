namespace Circuitry.Discovery.Attribution;

/// <summary>Options of methods that score units.</summary>
public record ScoringOptions : ResumableOptions
{
    /// <summary>
    /// Numbers that the largest tensor of a tile of gradients or a batch of removals may hold, and by which prompts are
    /// scored part by part: fewer take less memory and more time. Scores change by rounding only.
    /// </summary>
    public long TileSize { get; init; } = 1L << 23;
}
