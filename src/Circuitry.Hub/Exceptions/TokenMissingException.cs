namespace Circuitry.Hub;

/// <summary>The hub asks for a token and none is set; the model may be private, or not exist.</summary>
public sealed class TokenMissingException : HubException
{
    internal TokenMissingException(string message, Exception? cause = null)
        : base(message, cause) { }
}
