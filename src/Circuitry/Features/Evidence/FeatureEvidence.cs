using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>The evidence about a node that a person or another judge is shown.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record FeatureEvidence
{
    /// <summary>The node. All evidence but its effect is about the feature at all positions, even if positions are split.</summary>
    public required FeatureNode Node { get; init; }

    /// <summary>The node's score in the circuit: how much the loss rises when the node is ablated.</summary>
    public required double Effect { get; init; }

    /// <summary>Number of tokens of the corpus that count; see <see cref="FeatureEvidenceOptions.SkippedPositions"/>.</summary>
    public required long Tokens { get; init; }

    /// <summary>The share of these tokens on which the activation is above zero; a neuron's can be below, which shows in <see cref="Mean"/>.</summary>
    public required double Density { get; init; }

    /// <summary>The mean activation over all of these tokens; of an error term, its mean norm.</summary>
    public required double Mean { get; init; }

    /// <summary>
    /// The contexts with the largest activations, the largest first, at most one for each sequence and none twice; for an error
    /// term, with the largest norms.
    /// </summary>
    public required IReadOnlyList<FeatureContext> Contexts { get; init; }

    /// <summary>
    /// The tokens that the node promotes and suppresses most; null for an error term, which has no fixed direction, and in models
    /// whose logits are not those of the tokens they read.
    /// </summary>
    public FeatureLogits? Logits { get; init; }

    /// <summary>Node, effect, density and number of contexts.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Node}: effect {Effect:G4}, density {Density:G4}, {Counted.Of(Contexts.Count, "context")}"
        );
}
