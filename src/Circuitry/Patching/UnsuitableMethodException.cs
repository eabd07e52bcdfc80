namespace Circuitry.Discovery;

/// <summary>An algorithm does not suit an experiment's metric, ablation or granularity. The message names what does.</summary>
public sealed class UnsuitableMethodException(string message) : CircuitryException(message);
