namespace Circuitry.Work;

/// <summary>Options of work that can be stopped and resumed.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(CheckpointInterval))]
public abstract record ResumableOptions
{
    /// <summary>
    /// Where to save a checkpoint, from which work that was interrupted resumes; null for none. It stays when the work is done:
    /// delete it once the result is saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
