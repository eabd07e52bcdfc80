namespace Circuitry.Hub;

/// <summary>
/// Base of all errors of a download. The message names the model or file at fault and the remedy, and never holds a token or the
/// query of a signed address; derived types name the kind.
/// </summary>
public abstract class HubException : CircuitryException
{
    private protected HubException(string message, Exception? cause)
        : base(VisibleText.Message(message), cause) { }
}
