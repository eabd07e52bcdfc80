namespace Circuitry.Hub;

/// <summary>The cache's folder or a file in it cannot be read or written.</summary>
public sealed class HubCacheException : HubException
{
    internal HubCacheException(string message, Exception? cause = null)
        : base(message, cause) { }
}
