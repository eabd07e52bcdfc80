namespace Circuitry.Features;

/// <summary>A dictionary is missing, malformed, or does not fit a model; the message names the culprit and the remedy.</summary>
public sealed class DictionaryException(string message, Exception? inner = null)
    : CircuitryException(VisibleText.Message(message), inner);
