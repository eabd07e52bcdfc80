namespace Circuitry.Hub;

/// <summary>The hub may not be asked, because the environment or the options say offline, and the cache does not hold what is needed.</summary>
public sealed class HubOfflineException : HubException
{
    internal HubOfflineException(string message, Exception? cause = null)
        : base(message, cause) { }
}
