namespace Circuitry.Features;

/// <summary>What a person, or whatever else judges features, is shown of a node.</summary>
public sealed record FeatureEvidence
{
    /// <summary>The node. Everything but its effect is of the feature at all positions, also where positions are split.</summary>
    public required FeatureNode Node { get; init; }

    /// <summary>The node's score in the circuit: how much the loss rises when what stands in for the node replaces it.</summary>
    public required double Effect { get; init; }

    /// <summary>Number of tokens of the corpus that count; see <see cref="FeatureEvidenceOptions.SkippedPositions"/>.</summary>
    public required long Tokens { get; init; }

    /// <summary>The share of these tokens on which the activation is above zero; a neuron's can be below, which shows in <see cref="Mean"/>.</summary>
    public required double Density { get; init; }

    /// <summary>The mean activation over all of these tokens; of an error term, its mean norm.</summary>
    public required double Mean { get; init; }

    /// <summary>
    /// Where the activation is largest, the largest first, at most one context for each sequence and none twice; of an error
    /// term, where its norm is.
    /// </summary>
    public required IReadOnlyList<FeatureContext> Contexts { get; init; }

    /// <summary>
    /// The tokens that it promotes and suppresses most; null for an error term, which has no direction of its own, and in
    /// models whose logits are not those of the tokens they read.
    /// </summary>
    public FeatureLogits? Logits { get; init; }
}
