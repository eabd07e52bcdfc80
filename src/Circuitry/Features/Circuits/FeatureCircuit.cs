namespace Circuitry.Features;

/// <summary>The features and error terms that matter for a behaviour, the edges between them, and everything needed to find them again.</summary>
public sealed class FeatureCircuit
{
    /// <summary>The nodes with their scores, in the task's order.</summary>
    public required IReadOnlyList<ScoredFeature> Nodes { get; init; }

    /// <summary>The edges, ordered by their nodes.</summary>
    public required IReadOnlyList<FeatureEdge> Edges { get; init; }

    /// <summary>The metric of the whole model, of this circuit alone, and of the empty circuit.</summary>
    public required CircuitMeasure Measure { get; init; }

    /// <summary>Where it comes from.</summary>
    public required FeatureProvenance Provenance { get; init; }

    /// <summary>The share of the nodes' absolute scores that error terms hold, the part that no feature explains; NaN where all are 0.</summary>
    public double ErrorShare =>
        Nodes.Where(scored => scored.Node.IsError).Sum(scored => Math.Abs(scored.Score))
        / Nodes.Sum(scored => Math.Abs(scored.Score));
}

/// <summary>A node of a circuit and its score.</summary>
/// <param name="Node">The node.</param>
/// <param name="Score">How much the loss rises when what stands in for the node replaces it, as a scoring estimates or measures it.</param>
public readonly record struct ScoredFeature(FeatureNode Node, double Score);
