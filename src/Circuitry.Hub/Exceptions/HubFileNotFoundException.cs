namespace Circuitry.Hub;

/// <summary>The model lacks a file that is needed at this revision.</summary>
public sealed class HubFileNotFoundException : HubException
{
    internal HubFileNotFoundException(string message, Exception? cause = null)
        : base(message, cause) { }
}
