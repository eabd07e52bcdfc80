namespace Circuitry.Features;

/// <summary>The direct effect of a node on another, or on the loss.</summary>
/// <param name="From">The upstream node.</param>
/// <param name="To">The downstream node; null for the loss.</param>
/// <param name="Weight">
/// How much the loss rises, in the metric's units and as a mean over prompts, by what the downstream node changes when what
/// stands in for the upstream one replaces it and all sites between are held clean ("Sparse Feature Circuits", equation 5).
/// </param>
public readonly record struct FeatureEdge(FeatureNode From, FeatureNode? To, double Weight)
{
    /// <summary>The name in reports, such as <c>mlp_1/7 -> resid_1/40</c>.</summary>
    public override string ToString() => $"{From} -> {To?.ToString() ?? "loss"}";
}
