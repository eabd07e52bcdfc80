namespace Circuitry;

/// <summary>
/// Base of all errors that a user can fix: unusable input, an illegal declaration or option, or an unsuitable machine. The
/// message names the culprit and the remedy; derived types name the kind.
/// </summary>
/// <param name="message">What is wrong, with what, and what to do.</param>
/// <param name="cause">The exception that it comes from, if any.</param>
public abstract class CircuitryException(string message, Exception? cause = null) : Exception(message, cause);
