namespace Circuitry.Discovery;

/// <summary>The circuit that a search found at one value of its parameter.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Missed">By how much it missed what it was asked for, such as a target sparsity, in words; null where it did not.</param>
public readonly record struct SearchResult(Circuit Circuit, string? Missed = null);
