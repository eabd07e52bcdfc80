namespace Circuitry;

/// <summary>A metric is not a number, so that nothing could be compared by it; the message names the metric and the prompt.</summary>
public sealed class MetricException(string message) : CircuitryException(message);
