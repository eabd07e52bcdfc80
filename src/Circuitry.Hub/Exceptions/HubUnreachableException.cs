namespace Circuitry.Hub;

/// <summary>The hub cannot be reached, or a connection broke or stalled more often than is tried again.</summary>
public sealed class HubUnreachableException : HubException
{
    internal HubUnreachableException(string message, Exception? cause = null)
        : base(message, cause) { }
}
