namespace Circuitry;

/// <summary>Prompts or a data set cannot be used; the message names the prompt and what was expected.</summary>
public sealed class PromptException(string message) : Exception(message);
