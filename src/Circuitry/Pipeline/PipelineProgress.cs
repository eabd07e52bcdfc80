namespace Circuitry.Pipelines;

/// <summary>How far the pipeline has come.</summary>
/// <param name="Stage">What it does: contexts, vectors, clusters, or the circuit of a cluster.</param>
/// <param name="Done">How much of the stage is done, in texts, contexts, numbers of clusters or steps.</param>
/// <param name="Total">Of how much; null where it is not known.</param>
public readonly record struct PipelineProgress(string Stage, long Done, long? Total);
