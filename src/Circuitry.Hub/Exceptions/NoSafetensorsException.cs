namespace Circuitry.Hub;

/// <summary>The model has no weights in safetensors form.</summary>
public sealed class NoSafetensorsException : HubException
{
    internal NoSafetensorsException(string message, Exception? cause = null)
        : base(message, cause) { }
}
