namespace Circuitry;

/// <summary>A node or an edge is not in the graph; the message names it.</summary>
public sealed class GraphException(string message) : CircuitryException(message);
