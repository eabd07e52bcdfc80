namespace Circuitry.Discovery;

/// <summary>One test of an ACDC search.</summary>
/// <param name="Unit">The edge or node tried; <c>DIRECT:</c> and a reader for the direct edges of paper mode.</param>
/// <param name="Before">The metric of the subgraph before.</param>
/// <param name="After">The metric without the unit.</param>
/// <param name="Kept">Whether the unit stayed.</param>
public readonly record struct AcdcStep(string Unit, double Before, double After, bool Kept);
