namespace Circuitry;

/// <summary>A unit is none of an experiment's, or scores, sets and circuits are of other units than asked for.</summary>
public sealed class UnitsException(string message) : CircuitryException(message);
