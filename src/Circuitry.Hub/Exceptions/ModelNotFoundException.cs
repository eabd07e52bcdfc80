namespace Circuitry.Hub;

/// <summary>The hub has no such model, or does not show it to whoever asks, because it is private.</summary>
public sealed class ModelNotFoundException : HubException
{
    internal ModelNotFoundException(string message, Exception? cause = null)
        : base(message, cause) { }
}
