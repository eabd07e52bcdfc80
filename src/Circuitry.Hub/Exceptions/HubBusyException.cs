namespace Circuitry.Hub;

/// <summary>The hub or its storage says that it is overloaded, broken, or asked too often, more often or for longer than is waited.</summary>
public sealed class HubBusyException : HubException
{
    internal HubBusyException(string message, Exception? cause = null)
        : base(message, cause) { }
}
