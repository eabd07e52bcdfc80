namespace Circuitry.Reports;

/// <summary>A format cannot hold a circuit, cannot be made, or cannot be told from another.</summary>
public sealed class CircuitFormatException(string message) : CircuitryException(message);
