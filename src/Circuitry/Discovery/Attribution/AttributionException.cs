namespace Circuitry;

/// <summary>A scoring method cannot say anything about an experiment; the message says why and what to use instead.</summary>
public sealed class AttributionException(string message) : Exception(message);
