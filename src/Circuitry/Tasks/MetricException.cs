namespace Circuitry;

/// <summary>A metric gives no number, so that nothing could be compared by it; the message names the metric and where.</summary>
public sealed class MetricException(string message) : CircuitryException(message);
