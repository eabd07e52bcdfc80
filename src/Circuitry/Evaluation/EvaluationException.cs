namespace Circuitry.Evaluation;

/// <summary>Something cannot be evaluated; the message says why and what to do.</summary>
public sealed class EvaluationException(string message) : CircuitryException(message);
