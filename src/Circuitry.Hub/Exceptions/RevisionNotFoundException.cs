namespace Circuitry.Hub;

/// <summary>The model has no such branch, tag or commit.</summary>
public sealed class RevisionNotFoundException : HubException
{
    internal RevisionNotFoundException(string message, Exception? cause = null)
        : base(message, cause) { }
}
