namespace Circuitry.Discovery;

/// <summary>The direct effect of a kept unit on another, or on the loss.</summary>
/// <param name="From">The upstream unit, by index.</param>
/// <param name="To">The downstream unit, by index; null for the loss.</param>
/// <param name="Weight">
/// How much the loss rises, in the metric's units and as a mean over prompts, by what the downstream unit changes when the
/// upstream one is ablated and all else is held clean ("Sparse Feature Circuits", equation 5).
/// </param>
public readonly record struct CircuitEdge(int From, int? To, double Weight);
