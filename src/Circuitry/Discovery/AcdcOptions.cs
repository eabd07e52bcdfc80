namespace Circuitry;

/// <summary>Which changes of the loss let a unit go.</summary>
public enum AcdcRule
{
    /// <summary>A unit goes when the loss rises by less than the threshold; removals that help go too.</summary>
    Signed,

    /// <summary>A unit goes when the loss changes by less than the threshold in either direction.</summary>
    Absolute,
}

/// <summary>In which order the heads of a layer are tried as parents of a reader.</summary>
public enum HeadOrder
{
    /// <summary>From the last head to the first.</summary>
    Descending,

    /// <summary>From the first head to the last.</summary>
    Ascending,
}

/// <summary>How ACDC searches.</summary>
public sealed record AcdcOptions
{
    /// <summary>A unit goes when its removal raises the loss by less than this, in the metric's units.</summary>
    public required double Threshold { get; init; }

    /// <summary>Which changes count.</summary>
    public AcdcRule Rule { get; init; } = AcdcRule.Signed;

    /// <summary>The order of parents within a layer.</summary>
    public HeadOrder HeadOrder { get; init; } = HeadOrder.Descending;

    /// <summary>
    /// Whether to search as the paper's own program does: every query, key and value input has a separate direct edge that
    /// is tried first, and zero ablation takes an MLP's bias with it. For reproduction only.
    /// </summary>
    public bool PaperMode { get; init; }

    /// <summary>Where to keep a checkpoint, so that a search that was cut short goes on; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
