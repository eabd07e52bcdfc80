namespace Circuitry.Discovery;

/// <summary>A rule of selection cannot be followed; the message says why and what to do.</summary>
public sealed class SelectionException(string message) : CircuitryException(message);
