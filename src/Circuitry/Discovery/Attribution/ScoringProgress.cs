namespace Circuitry.Discovery.Attribution;

/// <summary>How far a scoring method has come.</summary>
/// <param name="Done">Steps done: gradients taken, or batches of units measured.</param>
/// <param name="Total">Steps in all.</param>
public readonly record struct ScoringProgress(int Done, int Total);
