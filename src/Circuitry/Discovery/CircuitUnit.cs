namespace Circuitry.Discovery;

/// <summary>A unit of a circuit and its score.</summary>
/// <param name="Index">Its index among all units.</param>
/// <param name="Name">Its name, such as <c>a5.h5-&gt;a9.h6&lt;q&gt;</c>.</param>
/// <param name="Score">
/// How much it matters: for a search, how much the loss rose when it was tried; for an attribution, its estimate, both in the
/// metric's units; for a learned mask, the probability that a drawn mask keeps it.
/// </param>
public readonly record struct CircuitUnit(int Index, string Name, double Score) : IUnit;
