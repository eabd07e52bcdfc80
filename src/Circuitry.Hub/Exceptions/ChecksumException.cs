namespace Circuitry.Hub;

/// <summary>A file was downloaded in full and its bytes are not those that the hub announced. It was deleted.</summary>
public sealed class ChecksumException : HubException
{
    internal ChecksumException(string message, Exception? cause = null)
        : base(message, cause) { }
}
