namespace Circuitry;

/// <summary>
/// What a user can mend: input, a declaration, a choice or a machine that does not suit what is asked. Its message names the culprit
/// and the remedy; exceptions that derive from it say of which kind it is.
/// </summary>
/// <param name="message">What is wrong, with what, and what to do.</param>
/// <param name="cause">The exception that it comes from, if any.</param>
public abstract class CircuitryException(string message, Exception? cause = null) : Exception(message, cause);
