using System.Diagnostics;

namespace Circuitry.Pipelines;

/// <summary>Progress of the pipeline.</summary>
/// <param name="Stage">The current stage: contexts, vectors, clusters, or the circuit of a cluster.</param>
/// <param name="Done">How much of the stage is done, in texts, contexts, numbers of clusters or steps.</param>
/// <param name="Total">The whole of the stage; null if unknown.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct PipelineProgress(string Stage, long Done, long? Total)
{
    /// <summary>Stage and progress.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Stage}: {Done}{(Total is { } total ? $" of {total}" : "")}");
}
