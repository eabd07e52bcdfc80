namespace Circuitry.Hub;

/// <summary>Another program holds the lock of a file for longer than is waited.</summary>
public sealed class HubLockException : HubException
{
    internal HubLockException(string message, Exception? cause = null)
        : base(message, cause) { }
}
