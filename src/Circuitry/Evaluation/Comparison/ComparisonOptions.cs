namespace Circuitry.Evaluation;

/// <summary>The algorithms that are compared, and how they are judged.</summary>
[IdentityWithout(nameof(Checkpoint), nameof(Jobs))]
public sealed record ComparisonOptions
{
    /// <summary>The algorithms; null for every one that suits the experiment, at settings that follow from the gap between full model and empty circuit.</summary>
    public IReadOnlyList<Contender>? Contenders { get; init; }

    /// <summary>The edges that are known to be the circuit, which recovery is judged by; null where nobody knows.</summary>
    public UnitSet? Truth { get; init; }

    /// <summary>The shares of units at which rankings are measured; null for the benchmark's.</summary>
    public IReadOnlyList<double>? Shares { get; init; }

    /// <summary>The method of intervals over prompts; null for <see cref="Bootstrap.Default"/>.</summary>
    public Bootstrap? Bootstrap { get; init; }

    /// <summary>
    /// A folder for checkpoints, from which a comparison that was interrupted resumes; null for none. It stays when the
    /// comparison is done: delete it once the result is saved.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// Where what algorithms found is saved, from which a comparison that was interrupted resumes; null for files in the folder
    /// <see cref="Checkpoint"/>.
    /// </summary>
    public JobStore? Jobs { get; init; }
}
