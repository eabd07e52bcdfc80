namespace Circuitry.Discovery;

/// <summary>Scores are zero throughout, or rounding alone, so that ranking them would rank nothing; the message says why and what to do.</summary>
public sealed class DegenerateScoresException(string message) : CircuitryException(message);
