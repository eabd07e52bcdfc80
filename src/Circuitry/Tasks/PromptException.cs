namespace Circuitry;

/// <summary>Prompts or a data set cannot be used; the message names the prompt and what was expected.</summary>
public sealed class PromptException(string message, Exception? cause = null)
    : CircuitryException(VisibleText.Message(message), cause)
{
    /// <summary>Creates the error of a file that cannot be read.</summary>
    internal static PromptException Of(FileFault fault) => new(fault.Message, fault.Cause);
}
